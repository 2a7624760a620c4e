import type { RecordFound } from "../../src/model/github/record.js";
import { aRecord, known, T, users } from "./builders.js";
import { describeRefusals } from "./describe-refusals.js";

const records = (...list: readonly RecordFound[]) => ({ records: known(list) });

describeRefusals("a record", [
  { behaviour: "no record", codes: ["record-missing"], pull: records() },
  {
    behaviour: "an expired record",
    codes: ["record-expired"],
    pull: records({ ...aRecord(), content: { state: "expired" } }),
  },
  {
    behaviour: "an unreadable record",
    codes: ["record-unreadable"],
    pull: records({ ...aRecord(), content: { state: "unreadable", why: "version" } }),
  },
  {
    behaviour: "a record of older rules",
    codes: ["record-unreadable"],
    pull: records(aRecord({ rules_version: 1 })),
  },
  {
    behaviour: "a record without the target",
    codes: ["record-without-plan"],
    pull: records(aRecord({ target: "staging" })),
  },
  {
    behaviour: "a record by another workflow",
    codes: ["record-foreign"],
    pull: records(aRecord({ run: { path: ".github/workflows/x.yml" } })),
  },
  {
    behaviour: "a record by another event",
    codes: ["record-foreign"],
    pull: records(aRecord({ run: { event: "push" } })),
  },
  {
    behaviour: "a record of another repository",
    codes: ["record-foreign"],
    pull: records(aRecord({ run: { repository_id: 1 } })),
  },
  {
    behaviour: "a record run for a fork",
    codes: ["record-foreign"],
    pull: records(aRecord({ run: { head_repository_id: 1 } })),
  },
  {
    behaviour: "a record of another branch",
    codes: ["record-foreign"],
    pull: records(aRecord({ run: { head_branch: "x" } })),
  },
  {
    behaviour: "a record of another pull request",
    codes: ["record-foreign"],
    pull: records(aRecord({ pull_request: 6 })),
  },
  {
    behaviour: "a record against another base",
    codes: ["record-foreign"],
    pull: records(aRecord({ base: { ref: "dev", sha: "x" } })),
  },
  {
    behaviour: "a run of another head",
    codes: ["record-other-head"],
    pull: records(aRecord({ run: { head_sha: "old" } })),
  },
  {
    behaviour: "a record that names another head",
    codes: ["record-other-head"],
    pull: records(aRecord({ head: "old" })),
  },
  {
    behaviour: "a record after the merge",
    codes: ["record-after-merge"],
    pull: records(aRecord({ created_at: T.merged })),
  },
  {
    behaviour: "a forged record beside the true one",
    codes: [],
    pull: records(aRecord({ run: { path: "x.yml" }, items: [users] }), aRecord()),
  },
]);
