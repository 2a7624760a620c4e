import type { Answer } from "../../executor/ports.js";
import type { SourceSelector } from "../../model/desired.js";
import type { ServiceFault } from "../../model/fault.js";
import type { LiveSource, LiveState } from "../../model/live.js";
import { matchSources } from "../../model/match-source.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { ask } from "./ask.js";
import { UNKNOWN_SERVER } from "./decode/capabilities.js";
import { decodeRetrievedSource, decodeSourcePage } from "./decode/source.js";
import type { RetrievedSource, SourcePage } from "./decode/source.js";
import { FIRST_PAGE_OF_SOURCES, pathOfNext, sourcePath } from "./paths.js";
import type { Transport } from "./transport.js";

/** Which sources are retrieved: those that are declared, those that are chosen of the list, or all; of them those that sync. */
export type Wanted = readonly SourceSelector[] | ((listed: readonly LiveSource[]) => readonly LiveSource[]) | "every";

/**
 * One snapshot: all pages of sources, and one retrieve for each source that is wanted and found.
 * A source that the key may not retrieve stays, without its tables; any other failure fails the whole, because what could not
 * be read is not unchanged.
 */
export async function readLive(transport: Transport, wanted: Wanted): Promise<Result<LiveState, ServiceFault>> {
  const listed = await listSources(transport);
  if (!listed.ok) return listed;

  const retrieved = await Promise.all(
    [...chosen(wanted, listed.value)].map(async (source) => [source.id, await retrieve(transport, source)] as const),
  );
  const byId = new Map<string, RetrievedSource>();
  for (const [id, result] of retrieved) {
    if (!result.ok) return result;
    byId.set(id, result.value);
  }

  const servers = [...byId.values()].flatMap(({ server }) => server ?? []);
  return ok({
    project_id: transport.projectId,
    sources: listed.value.map((source) => byId.get(source.id)?.source ?? source),
    server: servers[0] ?? UNKNOWN_SERVER,
    key_can_write: null,
  });
}

/** A source that is queried where it is has no sync to tell of. */
function chosen(wanted: Wanted, listed: readonly LiveSource[]): ReadonlySet<LiveSource> {
  if (wanted !== "every" && typeof wanted !== "function")
    return new Set(wanted.flatMap((selector) => onlyOne(matchSources(selector, listed))));
  const named = wanted === "every" ? listed : wanted(listed);
  return new Set(named.filter(({ access_method }) => access_method === "warehouse"));
}

/** A selector that means several sources is the planner's problem to report; none of them is read for it. */
const onlyOne = (matched: readonly LiveSource[]): readonly LiveSource[] => (matched.length === 1 ? matched : []);

export async function listSources(transport: Transport): Promise<Result<readonly LiveSource[], ServiceFault>> {
  const sources = new Map<string, LiveSource>();
  const visited = new Set<string>();
  let rows = 0;
  const follow = (next: string): string | undefined => {
    const path = pathOfNext(next, transport.projectId);
    return path === undefined || visited.has(path) ? undefined : path;
  };
  for (let path: string | null = FIRST_PAGE_OF_SOURCES; path !== null;) {
    visited.add(path);
    const before = rows;
    const page: Result<Answer<SourcePage>, ServiceFault> = await ask(transport, "GET", path, (answer) =>
      decodeSourcePage(answer, before, follow),
    );
    if (!page.ok) return err(ofProject(page.error));
    // The order is not stable while sources are being added: one may stand on two pages.
    for (const source of page.value.value.sources) sources.set(source.id, source);
    rows += page.value.value.sources.length;
    path = page.value.value.next;
  }
  return ok([...sources.values()]);
}

/** The list of a project is always there: where it is not found, the project is not. */
const ofProject = (fault: ServiceFault): ServiceFault =>
  fault.kind === "status" && fault.reason === "not-found" ? { ...fault, reason: "key-project" } : fault;

async function retrieve(transport: Transport, source: LiveSource): Promise<Result<RetrievedSource, ServiceFault>> {
  const result = await ask(transport, "GET", sourcePath(source.id), decodeRetrievedSource);
  if (result.ok) return ok(result.value.value);
  const isHidden = result.error.kind === "status" && [403, 404].includes(result.error.status);
  return isHidden ? ok({ source, server: undefined }) : result;
}
