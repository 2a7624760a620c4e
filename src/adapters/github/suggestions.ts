import type { Known } from "../../model/github/known.js";
import { ACTIONS_ID } from "./account.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { shownLines } from "./diff-lines.js";
import { known, mapKnown } from "./known.js";

/** Lines of a file at the head, and the comment that offers to replace them. */
export interface Suggestion {
  readonly path: string;
  /** first and last line, counted from 1 */
  readonly lines: readonly [number, number];
  readonly body: string;
}

/** More would bury the diff. */
const MOST = 10;

/**
 * Offers changes beside the diff, once a head: a second review of ours on the same head would say the same again.
 *
 * @returns how many were offered; those on lines that the diff does not show are left out
 */
export async function suggest(
  client: Client,
  pull: number,
  head: string,
  suggestions: readonly Suggestion[],
): Promise<Known<number>> {
  const thread = { ...client.repo, pull_number: pull };
  const reviews = await client.ask(({ paginate }) =>
    paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { ...thread, per_page: PAGE }),
  );
  if (!reviews.known) return reviews;
  if (reviews.value.some(({ user, commit_id }) => user?.id === ACTIONS_ID && commit_id === head)) return known(0);
  const files = await client.ask(({ paginate }) =>
    paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", { ...thread, per_page: PAGE }),
  );
  if (!files.known) return files;
  const shown = new Map(files.value.map(({ filename, patch = "" }) => [filename, shownLines(patch)]));
  const possible = suggestions
    .filter(({ path, lines }) => lines.every((line) => shown.get(path)?.has(line) === true))
    .slice(0, MOST);
  if (possible.length === 0) return known(0);
  const comments = possible.map(({ path, lines: [first, last], body }) => ({
    path,
    body,
    side: "RIGHT",
    line: last,
    ...(first < last && { start_line: first, start_side: "RIGHT" }),
  }));
  const made = await client.ask<unknown>(({ request }) =>
    request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
      ...thread,
      commit_id: head,
      event: "COMMENT",
      body: "Consents that this plan needs, ready to be put in.",
      comments,
    }),
  );
  return mapKnown(made, () => possible.length);
}
