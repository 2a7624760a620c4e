import type { Answer } from "../../executor/ports.js";
import type { ServiceFault } from "../../model/fault.js";
import type { Job } from "../../model/live.js";
import { ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { ask } from "./ask.js";
import { decodeJobs } from "./decode/probes.js";
import { sourcePath } from "./paths.js";
import type { Transport } from "./transport.js";

/** The server answers the newest 50 and names no next page. */
const PAGE = 50;
/** Names go into the query, which proxies cut off at about 8 kB. */
const NAMES_PER_CALL = 50;

/**
 * Runs of the named tables of one source, newest first: at least the newest of each table that ever ran.
 *
 * One table's many runs can crowd out the others, so the tables that a full page does not show are asked for again, alone.
 * Each further call settles one table or more: never more calls than tables.
 */
export async function readJobs(
  transport: Transport,
  sourceId: string,
  tables: readonly string[],
): Promise<Result<Answer<readonly Job[]>, ServiceFault>> {
  const jobs = new Map<string, Job>();
  const waiting = [...new Set(tables)];
  let serverTime = 0;
  while (waiting.length > 0) {
    const names = waiting.splice(0, NAMES_PER_CALL);
    const query = names.map((name) => `schemas=${encodeURIComponent(name)}`).join("&");
    const page = await ask(transport, "GET", `${sourcePath(sourceId, "jobs")}?${query}`, (answer) =>
      decodeJobs(answer, names),
    );
    if (!page.ok) return page;
    const found = page.value.value;
    ({ serverTime } = page.value);
    for (const { job } of found) jobs.set(job.id, job);
    const seen = new Set(found.map(({ table }) => table));
    if (found.length >= PAGE) waiting.push(...names.filter((name) => !seen.has(name)));
  }
  const newestFirst = [...jobs.values()].toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  return ok({ value: newestFirst, serverTime });
}
