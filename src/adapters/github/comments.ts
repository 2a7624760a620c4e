import { createHash } from "node:crypto";
import type { Known } from "../../model/github/known.js";
import type { CommentState } from "../../model/github/record.js";
import { ACTIONS_ID } from "./account.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { hasStatus } from "./failed-call.js";

interface CommentAnswer {
  readonly id: number;
  readonly body?: string;
  readonly updated_at: string;
}

const stateOf = ({ id, body = "", updated_at }: CommentAnswer): CommentState => ({
  id,
  hash: createHash("sha256").update(body).digest("hex"),
  updated_at,
});

const get = async (client: Client, id: number): Promise<Known<CommentAnswer | null>> =>
  client.ask<CommentAnswer | null>(async ({ request }) => {
    try {
      const asked = { ...client.repo, comment_id: id };
      return (await request("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", asked)).data;
    } catch (error) {
      if (hasStatus(error, 404)) return null;
      throw error;
    }
  });

/** A comment as it stands now; null: it was deleted. A missing permission is told apart: it answers 403. */
export async function readComment(client: Client, id: number): Promise<Known<CommentState | null>> {
  const comment = await get(client, id);
  if (!comment.known || comment.value === null) return comment.known ? { known: true, value: null } : comment;
  return { known: true, value: stateOf(comment.value) };
}

export interface WrittenComment {
  readonly before: CommentState | null;
  readonly now: CommentState | null;
}

/** What GitHub may do to a text that it keeps. */
const kept = (text: string): string => text.replaceAll("\r\n", "\n").trimEnd();

const firstLine = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? "";

/**
 * Writes our comment of one kind anew, in its place, and reads it back. Ours has the same first line, and our account wrote it:
 * the line alone anybody can write.
 *
 * @param create  write one where there is none
 * @returns before: as it stood until then; now null: there was none and there is none
 */
export async function writeComment(
  client: Client,
  pull: number,
  body: string,
  create: boolean,
): Promise<Known<WrittenComment>> {
  const ours = await ownOf(client, pull, firstLine(body));
  if (!ours.known) return ours;
  const before = ours.value;
  if (before === null && !create) return { known: true, value: { before, now: null } };
  const written = before === null ? await post(client, pull, body) : await patch(client, before.id, body);
  if (!written.known) return written;
  const back = await get(client, written.value);
  if (!back.known) return back;
  if (back.value !== null && kept(back.value.body ?? "") === kept(body))
    return { known: true, value: { before, now: stateOf(back.value) } };
  const { owner, repo } = client.repo;
  return { known: false, why: "unavailable", call: `GET /repos/${owner}/${repo}/issues/comments/${written.value}` };
}

const ownOf = (client: Client, pull: number, marker: string): Promise<Known<CommentState | null>> =>
  client.ask(async ({ paginate }) => {
    const asked = { ...client.repo, issue_number: pull, per_page: PAGE };
    const comments = await paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", asked);
    const found = comments.find(({ user, body = "" }) => user?.id === ACTIONS_ID && firstLine(body) === marker);
    return found === undefined ? null : stateOf(found);
  });

export const post = (client: Client, thread: number, body: string): Promise<Known<number>> =>
  client.ask(async ({ request }) => {
    const asked = { ...client.repo, issue_number: thread, body };
    return (await request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", asked)).data.id;
  });

const patch = (client: Client, id: number, body: string): Promise<Known<number>> =>
  client.ask(async ({ request }) => {
    const asked = { ...client.repo, comment_id: id, body };
    return (await request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", asked)).data.id;
  });
