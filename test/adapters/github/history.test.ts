import { describe, expect, it } from "vitest";
import { applyName } from "../../../src/adapters/github/artifact-names.js";
import { recordOf } from "../../../src/executor/record.js";
import type { ApplyIntent, ApplyOutcome, ApplyRecord } from "../../../src/model/github/apply-record.js";
import type { Owed } from "../../../src/model/journal.js";
import { aDesiredTable, aTable } from "../../support/change.js";
import { aDesiredState, aLiveState, onlyItem, planOf } from "../../support/planned.js";
import { APPLY_WORKFLOW, known, scene, sha } from "./scene.js";
import type { Scene } from "./scene.js";
import { IN_FORCE } from "../../support/in-force.js";

const item = onlyItem(
  planOf({
    desired: aDesiredState([aDesiredTable({ sync_type: "full_refresh" })]),
    live: aLiveState([aTable({})]),
  }),
);
const owed: Owed = {
  record: recordOf(item),
  marks: [{ step: "patch", reached: "ack", newest_job: "job", server_time: 1_790_000_000_000 }],
};
const intent = (commit: string): ApplyIntent => ({
  version: 1,
  kind: "intent",
  target: "production",
  commit,
  approved: [{ item, pull: 7 }],
  owed: [owed],
});
const outcome = (commit: string): ApplyOutcome => ({
  version: 1,
  kind: "outcome",
  target: "production",
  commit,
  completed: sha("9"),
  guards: IN_FORCE,
  outcomes: [
    {
      id: item.id,
      address: item.address,
      state: "started",
      step: "await",
      code: "not-proved",
      message: "it runs",
      owed: ["await"],
      job: { id: "job", status: "Running", rows: null },
      after: { rows: 1, last_synced_at: null, latest_error: null },
    },
  ],
  standing: [{ item, pull: 7 }],
  refused: [{ address: item.address, pull: null, refusals: [{ code: "direct-push", message: "m", remedy: "r" }] }],
  owed: [owed],
});

type Source = Partial<Parameters<Scene["gh"]["startRun"]>[0]>;
const start = ({ gh }: Scene, source: Source = {}) =>
  gh.startRun({ path: APPLY_WORKFLOW, event: "push", by: "ada", head: { ref: "main", sha: sha("0") }, ...source });
const leave = ({ gh }: Scene, run: { readonly id: number }, record: ApplyRecord, name?: string) =>
  gh.addArtifact(run.id, {
    name: name ?? applyName(record.kind, record.target),
    files: { "record.json": JSON.stringify(record) },
  });
const commits = ({ intents }: { readonly intents: readonly ApplyIntent[] }) => intents.map(({ commit }) => commit);

describe("what apply runs left", () => {
  it("is nothing at first", async () => {
    const { github } = await scene();

    expect(await github.history("production")).toEqual({
      known: true,
      value: { outcome: null, intents: [], under_way: [] },
    });
  });

  it("is the newest outcome, as it was written", async () => {
    const on = await scene();
    leave(on, start(on), outcome(sha("1")));
    leave(on, start(on), outcome(sha("2")));
    leave(on, start(on), { ...outcome(sha("3")), target: "staging" });

    const history = known(await on.github.history("production"));

    expect(history.outcome?.record).toEqual(outcome(sha("2")));
    expect(history.outcome?.created_at).toBe(on.gh.artifacts()[1]?.created);
  });

  it("is found where an earlier attempt of the run had taken its name", async () => {
    const on = await scene();
    const run = start(on);
    leave(on, run, outcome(sha("1")));
    leave(on, run, outcome(sha("2")), `${applyName("outcome", "production")}.2`);

    expect(known(await on.github.history("production")).outcome?.record.commit).toBe(sha("2"));
  });

  it.each<{ readonly behaviour: string; readonly source: Source }>([
    { behaviour: "a workflow of another path", source: { path: ".github/workflows/evil.yml" } },
    { behaviour: "another branch", source: { head: { ref: "feature", sha: sha("0") } } },
    { behaviour: "a pull request", source: { event: "pull_request" } },
    { behaviour: "a fork", source: { from: 77 } },
    {
      behaviour: "a tag of the branch's name on a commit that never stood there",
      source: { head: { ref: "main", sha: sha("e") } },
    },
  ])("is not what $behaviour uploaded", async ({ source }) => {
    const on = await scene();
    leave(on, start(on), outcome(sha("1")));
    const other = start(on, source);
    leave(on, other, outcome(sha("2")));
    leave(on, other, intent(sha("2")));

    const history = known(await on.github.history("production"));

    expect(history.outcome?.record.commit).toBe(sha("1"));
    expect(history.intents).toEqual([]);
  });

  it("is found where the branch was rewritten since, as its activity tells", async () => {
    const on = await scene();
    leave(on, start(on), outcome(sha("1")));
    const before = known(await on.github.history("production"));
    on.gh.push("main", sha("e"), "ada", "forced");

    expect(before.outcome?.record.commit).toBe(sha("1"));
    expect(known(await on.github.history("production"))).toEqual(before);
  });

  it("is found where the newest move is not listed yet", async () => {
    const on = await scene();
    on.gh.push("main", sha("b"), "ada");
    on.gh.forgetMoves("main");
    leave(on, start(on, { head: { ref: "main", sha: sha("b") } }), outcome(sha("b")));

    expect(known(await on.github.history("production")).outcome?.record.commit).toBe(sha("b"));
  });

  it("is unknown where that activity is", async () => {
    const on = await scene();
    leave(on, start(on), outcome(sha("1")));
    on.gh.fail("repos/list-activities", { status: 404 });

    expect(await on.github.history("production")).toMatchObject({ known: false });
  });

  it("counts an expired outcome as none", async () => {
    const on = await scene();
    on.gh.expireArtifact(leave(on, start(on), outcome(sha("1"))));

    expect(known(await on.github.history("production")).outcome).toBeNull();
  });

  it.each([
    { behaviour: "of another format", change: { version: 2 } },
    { behaviour: "of another target under this name", change: { target: "staging" } },
    { behaviour: "without what is owed", change: { owed: undefined } },
  ])("is unknown where the newest outcome is $behaviour: what it holds cannot be passed over", async ({ change }) => {
    const on = await scene();
    leave(on, start(on), outcome(sha("1")));
    leave(on, start(on), { ...outcome(sha("2")), ...change } as ApplyOutcome, applyName("outcome", "production"));

    expect(await on.github.history("production")).toMatchObject({ known: false, why: "incomplete" });
  });

  it.each(["actions/list-artifacts-for-repo", "actions/get-workflow-run", "actions/download-artifact"] as const)(
    "is unknown where %s fails",
    async (call) => {
      const on = await scene();
      leave(on, start(on), outcome(sha("1")));
      on.gh.forbid(call);

      expect(await on.github.history("production")).toMatchObject({ known: false, why: "forbidden" });
    },
  );
});

describe("what an apply run began", () => {
  it("is told, oldest first, while no outcome of that run followed", async () => {
    const on = await scene();
    leave(on, start(on), intent(sha("1")));
    leave(on, start(on), intent(sha("2")));

    const history = known(await on.github.history("production"));

    expect(history.intents).toEqual([intent(sha("1")), intent(sha("2"))]);
  });

  it("is not told once an outcome of that run followed", async () => {
    const on = await scene();
    const run = start(on);
    leave(on, run, intent(sha("1")));
    leave(on, run, outcome(sha("1")));

    expect(commits(known(await on.github.history("production")))).toEqual([]);
  });

  it("is not told any more once a later run has read and ended", async () => {
    const on = await scene();
    leave(on, start(on), intent(sha("1")));
    leave(on, start(on), outcome(sha("2")));

    expect(commits(known(await on.github.history("production")))).toEqual([]);
  });

  it("is told where it began beside a run that ended later, which cannot know of it", async () => {
    const on = await scene();
    const ended = start(on);
    leave(on, start(on), intent(sha("1")));
    leave(on, ended, outcome(sha("2")));

    expect(commits(known(await on.github.history("production")))).toEqual([sha("1")]);
  });

  it("is told where another attempt of its run was killed", async () => {
    const on = await scene();
    const run = start(on);
    leave(on, run, outcome(sha("1")));
    on.gh.rerun(run.id, "ada");
    leave(on, run, intent(sha("2")));

    expect(commits(known(await on.github.history("production")))).toEqual([sha("2")]);
  });

  it("is not told any more once a run has ended that waited for its turn meanwhile, and then said that it begins", async () => {
    const on = await scene();
    const waiting = start(on);
    leave(on, start(on), intent(sha("1")));
    leave(on, waiting, { ...intent(sha("2")), approved: [], owed: [] });
    leave(on, waiting, outcome(sha("2")));

    expect(commits(known(await on.github.history("production")))).toEqual([]);
  });

  it("tells which runs are under way, by when they said so; an earlier attempt's word does not count", async () => {
    const on = await scene();
    const [again, killed, first] = [start(on), start(on), start(on)];
    leave(on, again, intent(sha("1")));
    leave(on, killed, intent(sha("1")));
    on.gh.finishRun(again.id, "cancelled");
    on.gh.finishRun(killed.id, "cancelled");
    leave(on, first, intent(sha("2")));
    on.gh.rerun(again.id, "ada");
    leave(on, again, intent(sha("2")), `${applyName("intent", "production")}.2`);

    expect(known(await on.github.history("production")).under_way).toEqual([first.id, again.id]);
  });

  it("is told although the run that ended before it is being repeated, and so seems to have begun later", async () => {
    const on = await scene({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!/\/actions\/runs\/\d+$/.test(url)) return answer;
        const run = (await answer.json()) as object;
        return Response.json({ ...run, run_started_at: "2027-01-01T00:00:00Z" });
      },
    });
    leave(on, start(on), outcome(sha("1")));
    leave(on, start(on), intent(sha("2")));

    expect(commits(known(await on.github.history("production")))).toEqual([sha("2")]);
  });
});
