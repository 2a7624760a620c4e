import type { PullScene } from "../../support/github/action-scene.js";
import type { Team } from "./team.js";

/** Moves main as the button "Rebase and merge" does: the pull request's commits again, one after the other, on top of main. */
export function rebase({ gh, repo }: Team, { number, branch }: PullScene): void {
  const base = repo.git("merge-base", "main", branch);
  const commits = repo.git("rev-list", "--reverse", `${base}..${branch}`).split("\n");
  const shas = commits.map((commit) => repo.merge(commit, "squash"));
  const [first = "", ...more] = shas;
  gh.merge(number, { method: "rebase", by: "ada", shas: [first, ...more] });
}

/** Moves main once, by what the merge queue made of several pull requests. */
export function queue({ gh, repo }: Team, pulls: readonly PullScene[]): void {
  gh.mergeQueue(
    "ada",
    pulls.map(({ number, branch }) => ({ pull: number, sha: repo.merge(repo.tip(branch), "squash") })),
  );
}
