import { createHash } from "node:crypto";
import type { Known } from "../../model/github/known.js";
import { LAST_IN_ROW, nameInRow } from "./artifact-names.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { hasStatus } from "./failed-call.js";
import { onlyFile } from "./unzip.js";

export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly created_at: number; // Unix ms
  /** Unix ms; undefined: GitHub does not say */
  readonly expires_at: number | undefined;
  readonly expired: boolean;
  readonly bytes: number;
  /** `sha256:` and hex; undefined: GitHub does not say */
  readonly digest: string | undefined;
}

/** Five thousand tables of a plan take a tenth. */
const MOST_BYTES = 128 * 1024 * 1024;

/** All artifacts of the repository that bear a name or one of its row, newest first. */
export async function artifactsNamed(client: Client, name: string): Promise<Known<readonly Artifact[]>> {
  const found: Artifact[] = [];
  for (let place = 1; place <= LAST_IN_ROW; place++) {
    const page = await client.ask(({ paginate }) =>
      paginate("GET /repos/{owner}/{repo}/actions/artifacts", {
        ...client.repo,
        name: nameInRow(name, place),
        per_page: PAGE,
      }),
    );
    if (!page.known) return page;
    if (page.value.length === 0) break;
    for (const { id, workflow_run: run, created_at: created, expires_at: ends, ...told } of page.value)
      // Without a run nobody can say where it came from.
      if (run?.id !== undefined && created !== null)
        found.push({
          id,
          run: run.id,
          created_at: Date.parse(created),
          expires_at: ends === null ? undefined : Date.parse(ends),
          expired: told.expired,
          bytes: told.size_in_bytes,
          digest: told.digest ?? undefined,
        });
  }
  return { known: true, value: found.toSorted((a, b) => b.created_at - a.created_at || b.id - a.id) };
}

/** The text of an artifact's one file; or that it is gone; or that it is not what was uploaded. */
export type Content =
  { readonly state: "read"; readonly text: string } | { readonly state: "expired" } | { readonly state: "broken" };

export async function download(client: Client, artifact: Artifact): Promise<Known<Content>> {
  if (artifact.expired) return { known: true, value: { state: "expired" } };
  if (artifact.bytes > MOST_BYTES) return { known: true, value: { state: "broken" } };
  return client.ask<Content>(async ({ request }) => {
    const asked = { ...client.repo, artifact_id: artifact.id, archive_format: "zip" };
    let zip: unknown;
    try {
      ({ data: zip } = await request(
        "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
        asked,
      ));
    } catch (error) {
      if (hasStatus(error, 410)) return { state: "expired" };
      throw error;
    }
    return contentOf(zip, artifact);
  });
}

function contentOf(zip: unknown, { digest }: Artifact): Content {
  if (!(zip instanceof ArrayBuffer)) return { state: "broken" };
  const bytes = Buffer.from(zip);
  const isWhole = digest === undefined || digest === `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const file = isWhole ? onlyFile(bytes, MOST_BYTES) : undefined;
  return file === undefined ? { state: "broken" } : { state: "read", text: file.toString("utf8") };
}
