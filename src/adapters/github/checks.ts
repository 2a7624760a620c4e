import type { Known } from "../../model/github/known.js";
import { ACTIONS_APP_ID } from "./account.js";
import type { Client } from "./client.js";
import { mapKnown } from "./known.js";

/** A check on a commit, found again by its name. */
export interface Check {
  readonly name: string;
  readonly sha: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  readonly summary: string;
}

const LONGEST_TITLE = 255;
const LONGEST_SUMMARY = 65_535;
const CUT = "\n\n(cut here: the summary of the job has all of it)";

/** Whole lines: half of one may lack what keeps a name from being Markdown. */
function fitted(summary: string): string {
  if (summary.length <= LONGEST_SUMMARY) return summary;
  const shown = summary.slice(0, LONGEST_SUMMARY - CUT.length);
  return `${shown.slice(0, shown.lastIndexOf("\n") + 1)}${CUT}`;
}

/** Writes a check of ours, in the place of one of the same name that the commit has. */
export async function writeCheck(
  client: Client,
  { name, sha, conclusion, title, summary }: Check,
): Promise<Known<null>> {
  const standing = await client.ask(async ({ request }) => {
    const asked = { ...client.repo, ref: sha, check_name: name, app_id: ACTIONS_APP_ID, filter: "latest" as const };
    return (await request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", asked)).data.check_runs;
  });
  if (!standing.known) return standing;
  const id = standing.value.find((run) => run.name === name && run.app?.id === ACTIONS_APP_ID)?.id;
  const told = {
    ...client.repo,
    name,
    status: "completed" as const,
    conclusion,
    output: { title: title.slice(0, LONGEST_TITLE), summary: fitted(summary) },
  };
  const written = await client.ask<unknown>(({ request }) =>
    id === undefined
      ? request("POST /repos/{owner}/{repo}/check-runs", { ...told, head_sha: sha })
      : request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", { ...told, check_run_id: id }),
  );
  return mapKnown(written, () => null);
}
