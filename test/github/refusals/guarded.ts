import type { PullScene } from "../../support/github/action-scene.js";
import { aTeam, expectApplied } from "./team.js";
import type { Team } from "./team.js";

export const PROJECT = "warehog.yaml";

/** The project file as main declares it. */
export const project = ({ repo }: Team): string => repo.git("show", `main:${PROJECT}`);

/** The same warehouse by another name: to the tool that is another host. */
export const elsewhere = (text: string): string => text.replace("127.0.0.1", "localhost");

export const approvalsOf = (text: string, min_approvals: number): string =>
  text.replace(/policy: \{[^}]*\}|min_approvals: \d+/, (found) =>
    found.startsWith("policy") ? `policy: { min_approvals: ${min_approvals} }` : `min_approvals: ${min_approvals}`,
  );

export const commentOn = ({ gh }: Team, { number }: PullScene): string => gh.commentsOn(number)[0]?.body ?? "";

/** Past all pull requests. */
export const pushed = ({ gh, repo }: Team, files: Readonly<Record<string, string | null>>): void =>
  gh.push("main", repo.commit("main", files), "ada");

/** A team whose apply has said that all is as declared. */
export async function atWork(...about: Parameters<typeof aTeam>): Promise<Team> {
  const team = await aTeam(...about);
  expectApplied(await team.apply("schedule"));
  return team;
}
