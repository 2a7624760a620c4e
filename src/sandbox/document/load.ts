import validateState from "../../generated/sandbox-state.js";
import type { RateLimits, Server, StateDocument } from "../state.js";
import { isoTime } from "../world.js";
import { fillSource, type CreationTimes } from "./fill-source.js";
import { overlay } from "./overlay.js";
import type { RawDocument } from "./raw.js";

/** The document is refused. The message says what is wrong and where, as a JSON pointer. */
export class InvalidDocument extends Error {
  override readonly name = "InvalidDocument";
}

/**
 * The document with every default filled in. It shares nothing with what was given.
 *
 * @throws {InvalidDocument} if the schema refuses it, or two entries of a kind have the same id
 */
export function loadDocument(given: unknown): StateDocument {
  if (!isAccepted(given)) throw new InvalidDocument(firstError());
  // JSON in, JSON out: half the time of structuredClone, which shows with ten thousand tables.
  const raw: RawDocument = JSON.parse(JSON.stringify(given));
  refuseDoubles(raw);
  const projects = raw.projects ?? [{ id: 1 }];
  const times = creationTimes();
  return {
    version: 1,
    ...(typeof raw.description === "string" && { description: raw.description }),
    projects,
    api_keys: (raw.api_keys ?? []).map((key) => ({
      value: key.value,
      label: key.label ?? "",
      scopes: key.scopes,
      ...(key.projects && { projects: key.projects }),
    })),
    server: fillServer(raw.server ?? {}),
    sources: raw.sources.map((source) => fillSource(source, times, projects[0]?.id ?? 1)),
    extensions: raw.extensions ?? {},
  };
}

const isAccepted = (given: unknown): given is RawDocument => validateState(given);

function fillServer(raw: NonNullable<RawDocument["server"]>): Server {
  const limits = raw.rate_limits ?? null;
  return overlay<Server>(
    {
      now: null,
      page_size: 100,
      sync_limit_reached: false,
      cdc_enabled: true,
      auto_progress: false,
      rate_limits: limits === null ? null : overlay<RateLimits>({ per_minute: null, per_hour: null }, limits),
      temporal: overlay<Server["temporal"]>({ trigger: "ok", cancel: "ok", schedule_write: "ok" }, raw.temporal),
      ...(raw.extensions && { extensions: raw.extensions }),
    },
    { ...raw, rate_limits: undefined, temporal: undefined },
  );
}

function firstError(): string {
  const error = validateState.errors?.[0];
  const extra = error?.params["additionalProperty"];
  const what = typeof extra === "string" ? `has no key "${extra}"` : (error?.message ?? "is not a state document");
  return `${error?.instancePath || "/"}: ${what}`;
}

/** Entries are found by their ids, so of two of a kind with the same one the second could never be reached. */
function refuseDoubles(raw: RawDocument): void {
  const [sources, schemas, jobs] = [uniqueIds(), uniqueIds(), uniqueIds()];
  for (const [s, source] of raw.sources.entries()) {
    sources(source.id, `/sources/${s}`);
    for (const [i, schema] of (source.schemas ?? []).entries()) schemas(schema.id, `/sources/${s}/schemas/${i}`);
    for (const [i, job] of (source.jobs ?? []).entries()) jobs(job.id, `/sources/${s}/jobs/${i}`);
  }
}

function uniqueIds(): (id: string, pointer: string) => void {
  const seen = new Set<string>();
  return (id, pointer) => {
    if (seen.has(id)) throw new InvalidDocument(`${pointer}/id: ${id} stands in the document twice`);
    seen.add(id);
  };
}

function creationTimes(): CreationTimes {
  const start = Date.parse("2026-01-01T00:00:00Z");
  const minuteByMinute = (): (() => string) => {
    let count = 0;
    return () => isoTime(start + 60_000 * count++);
  };
  return { source: minuteByMinute(), schema: minuteByMinute(), job: minuteByMinute() };
}
