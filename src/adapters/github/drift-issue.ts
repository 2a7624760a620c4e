import type { Known } from "../../model/github/known.js";
import { ACTIONS_ID, ACTIONS_LOGIN } from "./account.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { post } from "./comments.js";
import { known, mapKnown } from "./known.js";

export interface DriftIssueText {
  readonly title: string;
  /** its first line holds target and fingerprint */
  readonly body: string;
  /** the same for the same drift */
  readonly fingerprint: string;
}

interface Standing {
  readonly number: number;
  readonly isOpen: boolean;
  readonly fingerprint: string;
}

const LABEL = "warehog:drift";
const MARKER = /^<!-- warehog:drift:([^: ]+):([^: ]+) -->/;

/**
 * Keeps the one issue of a target: opens it, writes it anew when the drift is another, closes it. An issue that a person closed
 * stays closed while the drift is the same.
 *
 * @param issue  undefined: nothing has drifted any more
 */
export async function writeIssue(
  client: Client,
  target: string,
  issue: DriftIssueText | undefined,
  closing: string,
): Promise<Known<null>> {
  const standing = await issuesOf(client, target);
  if (!standing.known) return standing;
  const [open, ...others] = standing.value.filter(({ isOpen }) => isOpen);
  if (issue === undefined) return closeAll(client, open === undefined ? [] : [open, ...others], closing);
  if (open !== undefined)
    return open.fingerprint === issue.fingerprint ? known(null) : update(client, open.number, issue);
  const [last] = standing.value;
  if (last?.fingerprint === issue.fingerprint) {
    const closed = await isClosedByPerson(client, last.number);
    if (!closed.known) return closed;
    if (closed.value) return known(null);
  }
  return create(client, issue);
}

/** Ours of the target, newest first: our account wrote them, and their first line says so. */
const issuesOf = async (client: Client, target: string): Promise<Known<readonly Standing[]>> =>
  mapKnown(
    await client.ask(({ paginate }) =>
      paginate("GET /repos/{owner}/{repo}/issues", {
        ...client.repo,
        state: "all",
        creator: ACTIONS_LOGIN,
        per_page: PAGE,
      }),
    ),
    (issues) =>
      issues
        .flatMap(({ number, state, body, user }) => {
          const [, key = "", fingerprint = ""] = MARKER.exec(body ?? "") ?? [];
          return user?.id === ACTIONS_ID && decoded(key) === target
            ? [{ number, isOpen: state === "open", fingerprint }]
            : [];
        })
        .toSorted((a, b) => b.number - a.number),
  );

function decoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key);
  } catch {
    return undefined;
  }
}

/** A listing does not tell who closed an issue. */
const isClosedByPerson = (client: Client, number: number): Promise<Known<boolean>> =>
  client.ask(async ({ request }) => {
    const asked = { ...client.repo, issue_number: number };
    const { data } = await request("GET /repos/{owner}/{repo}/issues/{issue_number}", asked);
    return data.closed_by?.id !== ACTIONS_ID;
  });

const create = async (client: Client, { title, body }: DriftIssueText): Promise<Known<null>> =>
  mapKnown(
    await client.ask<unknown>(({ request }) =>
      request("POST /repos/{owner}/{repo}/issues", { ...client.repo, title, body, labels: [LABEL] }),
    ),
    () => null,
  );

async function update(client: Client, number: number, { title, body }: DriftIssueText): Promise<Known<null>> {
  const kept = await client.ask(async ({ request }) => {
    const asked = { ...client.repo, issue_number: number, title, body };
    return (await request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", asked)).data.body;
  });
  if (!kept.known) return kept;
  // GitHub answers 200 to a body that is too long, and keeps the old one.
  if (MARKER.exec(kept.value ?? "")?.[0] === MARKER.exec(body)?.[0]) return known(null);
  const { owner, repo } = client.repo;
  return { known: false, why: "unavailable", call: `PATCH /repos/${owner}/${repo}/issues/${number}` };
}

async function closeAll(client: Client, issues: readonly Standing[], closing: string): Promise<Known<null>> {
  for (const { number } of issues) {
    const said = await post(client, number, closing);
    if (!said.known) return said;
    const closed = await client.ask<unknown>(({ request }) =>
      request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
        ...client.repo,
        issue_number: number,
        state: "closed",
        state_reason: "completed",
      }),
    );
    if (!closed.known) return closed;
  }
  return known(null);
}
