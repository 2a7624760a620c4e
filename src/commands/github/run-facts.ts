import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";

/** Which run this is, from the variables that every runner sets. */
export interface RunFacts {
  readonly owner: string;
  readonly repo: string;
  readonly repositoryId: number;
  readonly runId: number;
  readonly attempt: number;
  readonly sha: string;
  /** refs/heads/main, refs/pull/7/merge */
  readonly ref: string;
  /** path of the workflow in the repository: of the one that was started, whatever that calls */
  readonly workflow: string;
  readonly workspace: string;
  /** a folder that ends with the job */
  readonly temp: string;
  readonly eventName: string;
  /** of the file that holds the event, as GitHub wrote it */
  readonly eventPath: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** where people read this run */
  readonly runUrl: string;
}

export const GITHUB = "https://github.com";

/** @returns unsupported-host on GitHub Enterprise Server, not-on-github where a variable is missing */
export function runFacts(env: Readonly<Record<string, string | undefined>>): Result<RunFacts, Failure> {
  const missing: string[] = [];
  const read = (name: string): string => {
    const value = env[name] ?? "";
    if (value === "") missing.push(name);
    return value;
  };
  const [owner = "", repo = ""] = read("GITHUB_REPOSITORY").split("/");
  const server = read("GITHUB_SERVER_URL");
  const runId = Number(read("GITHUB_RUN_ID"));
  const facts: RunFacts = {
    owner,
    repo,
    repositoryId: Number(read("GITHUB_REPOSITORY_ID")),
    runId,
    attempt: Number(read("GITHUB_RUN_ATTEMPT")),
    sha: read("GITHUB_SHA"),
    ref: read("GITHUB_REF"),
    workflow: read("GITHUB_WORKFLOW_REF")
      .slice(owner.length + repo.length + 2)
      .replace(/@refs\/.*$/, ""),
    workspace: read("GITHUB_WORKSPACE"),
    temp: env["RUNNER_TEMP"] ?? read("GITHUB_WORKSPACE"),
    eventName: read("GITHUB_EVENT_NAME"),
    eventPath: read("GITHUB_EVENT_PATH"),
    apiUrl: read("GITHUB_API_URL"),
    graphqlUrl: read("GITHUB_GRAPHQL_URL"),
    runUrl: `${server}/${owner}/${repo}/actions/runs/${runId}`,
  };
  if (missing.length > 0)
    return err({
      code: "not-on-github",
      message: `this is no job of GitHub Actions: ${missing.join(", ")} not set`,
      hint: "at a terminal use the command line: warehog --help",
    });
  return server === GITHUB
    ? ok(facts)
    : err({
        code: "unsupported-host",
        message: "approvals are checked on github.com only, and this repository is on another server",
        hint: "use the command line in the job: warehog plan --out plan.json, then warehog apply plan.json --approve <digest>",
      });
}
