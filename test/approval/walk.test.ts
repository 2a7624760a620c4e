import { describe, expect, it } from "vitest";
import { walk } from "../../src/approval/walk.js";
import type { Arrival, BranchCommit, MergedPull } from "../../src/model/github/contribution.js";
import type { RefusalCode } from "../../src/model/github/refusal.js";
import { ada, aCandidate, coveredIn, judge, known, orders, theNextOne, UNKNOWN } from "./builders.js";

const arrival = (over: Partial<Arrival> = {}): BranchCommit["arrival"] =>
  known({ kind: "pr_merge", actor: ada, at: 1, before: "start", after: "c1", ...over });
const pull = (number: number, merge_commit: string, base = "main"): MergedPull => ({ number, base, merge_commit });

const commit = (place: number, over: Partial<BranchCommit> = {}): BranchCommit => ({
  sha: `c${place}`,
  parent: place === 1 ? "start" : `c${place - 1}`,
  managed: true,
  arrival: arrival({ before: place === 1 ? "start" : `c${place - 1}`, after: `c${place}` }),
  pulls: known([pull(7, `c${place}`)]),
  ...over,
});

const code = (commits: readonly BranchCommit[]): readonly (RefusalCode | number)[] =>
  walk(commits, "main").map(({ source }) => ("pull" in source ? source.pull : source.refusal.code));

describe("a commit of the branch", () => {
  it.each<{ behaviour: string; over: Partial<BranchCommit>; source: RefusalCode | number }>([
    { behaviour: "merged by a pull request", over: {}, source: 7 },
    { behaviour: "merged by the queue", over: { arrival: arrival({ kind: "merge_queue_merge" }) }, source: 7 },
    {
      behaviour: "carried on into another branch later",
      over: { pulls: known([pull(7, "c1"), pull(9, "x", "release")]) },
      source: 7,
    },
    { behaviour: "pushed", over: { arrival: arrival({ kind: "push" }), pulls: known([]) }, source: "direct-push" },
    {
      behaviour: "pushed, and its pull request unknown",
      over: { arrival: arrival({ kind: "push" }), pulls: UNKNOWN },
      source: "direct-push",
    },
    {
      behaviour: "pushed, which merged a pull request",
      over: { arrival: arrival({ kind: "push" }) },
      source: "indirect-merge",
    },
    {
      behaviour: "merged with another pull request",
      over: { pulls: known([pull(7, "elsewhere")]) },
      source: "indirect-merge",
    },
    { behaviour: "forced", over: { arrival: arrival({ kind: "force_push" }) }, source: "forced-push" },
    {
      behaviour: "there from the start",
      over: { arrival: arrival({ kind: "branch_creation" }) },
      source: "branch-created",
    },
    { behaviour: "of no arrival", over: { arrival: known(null) }, source: "arrival-unknown" },
    { behaviour: "of an unknown arrival", over: { arrival: UNKNOWN }, source: "github-unavailable" },
    { behaviour: "of unknown pull requests", over: { pulls: UNKNOWN }, source: "github-unavailable" },
    { behaviour: "of no pull request", over: { pulls: known([]) }, source: "pull-request-not-found" },
    { behaviour: "of two", over: { pulls: known([pull(7, "c1"), pull(8, "c1")]) }, source: "several-pull-requests" },
    { behaviour: "of one into another base", over: { pulls: known([pull(7, "c1", "dev")]) }, source: "other-base" },
  ])("$behaviour: $source", ({ over, source }) => {
    const contributions = walk([commit(1, over)], "main");

    expect(code([commit(1, over)])).toEqual([source]);
    expect(contributions).toMatchObject([{ commits: ["c1"], base: "start" }]);
    const unanswered = contributions.flatMap((one) =>
      "refusal" in one.source ? [{ commit: "c1", tables: [orders.address], refusal: one.source.refusal }] : [],
    );
    const pulls = unanswered.length === 0 ? [aCandidate()] : [];
    const judgement = judge(pulls, { unanswered });
    expect(coveredIn(judgement)).toEqual(source === 7 ? ["orders"] : []);
    expect(judgement.unanswered.map(({ refusal }) => refusal.code)).toEqual(source === 7 ? [] : [source]);
    expect(judge([...pulls, theNextOne()], { unanswered })).toMatchObject({
      items: [{ covered: true }],
      unanswered: [],
    });
  });

  it("that touches nothing managed is nobody's", () => {
    expect(walk([commit(1, { managed: false, arrival: UNKNOWN, pulls: UNKNOWN })], "main")).toEqual([]);
  });
});

const together = (kind: Arrival["kind"]) => arrival({ kind, before: "start", after: "c4" });

const block = (places: readonly (readonly [number, boolean])[], kind: Arrival["kind"] = "pr_merge") =>
  places.map(([place, managed]) =>
    commit(place, { managed, arrival: together(kind), pulls: known(managed ? [pull(7, "c4")] : []) }),
  );

describe("several commits", () => {
  it("of one rebase are one contribution, with those that touch nothing managed", () => {
    const commits = block([
      [1, false],
      [2, true],
      [3, false],
      [4, true],
    ]);

    expect(walk(commits, "main")).toEqual([{ commits: ["c1", "c2", "c3", "c4"], base: "start", source: { pull: 7 } }]);
    expect(
      walk(
        block([
          [1, false],
          [2, true],
          [3, false],
          [4, false],
        ]),
        "main",
      ),
    ).toMatchObject([{ commits: ["c1", "c2", "c3", "c4"] }]);
  });

  it("of a rebase that another pull request parts are no block", () => {
    const parted = block([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
    ]).map((one) => (one.sha === "c2" ? { ...one, pulls: known([pull(8, "c2")]) } : one));

    expect(code(parted)).toEqual(["indirect-merge", 8, 7]);
  });

  it("of a queue belong each to its own", () => {
    const queue = [1, 2, 3].map((place) =>
      commit(place, { arrival: together("merge_queue_merge"), pulls: known([pull(10 + place, `c${place}`)]) }),
    );

    expect(walk(queue, "main").map(({ base, source }) => [base, source])).toEqual([
      ["start", { pull: 11 }],
      ["c1", { pull: 12 }],
      ["c2", { pull: 13 }],
    ]);
  });
});
