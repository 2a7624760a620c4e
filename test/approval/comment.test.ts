import type { RecordFound } from "../../src/model/github/record.js";
import { aRecord, COMMENT, known } from "./builders.js";
import { describeRefusals } from "./describe-refusals.js";

const records = (...list: readonly RecordFound[]) => ({ records: known(list) });

describeRefusals("a plan comment", [
  {
    behaviour: "an edited comment",
    codes: ["comment-edited"],
    pull: { comment: known({ ...COMMENT, hash: "beef" }) },
  },
  {
    behaviour: "a comment edited and put back",
    codes: ["comment-edited"],
    pull: { comment: known({ ...COMMENT, updated_at: "later" }) },
  },
  {
    behaviour: "another comment",
    codes: ["comment-edited"],
    pull: { comment: known({ ...COMMENT, id: 6 }) },
  },
  { behaviour: "a deleted comment", codes: ["comment-deleted"], pull: { comment: known(null) } },
  {
    behaviour: "a plan too large to show",
    codes: ["too-large-to-review"],
    pull: records(aRecord({ comment: null })),
  },
  {
    behaviour: "a plan with changes that was shown in no comment",
    codes: ["too-large-to-review"],
    pull: records(aRecord({ comment: "unwritten" })),
  },
]);
