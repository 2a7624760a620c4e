import { InvariantError } from "../model/result.js";
import { isoTime, timeOf, type SandboxClock } from "./clock.js";
import { instant } from "./instant.js";
import type { ApiKey, Effect, Job, Schema, Source, StateDocument } from "./state.js";
import type { Runs } from "./run/runs.js";

/** The state document with what is needed to work on it quickly: everything that a request may read or change. */
export interface World {
  readonly document: StateDocument;
  /** Oldest first. */
  readonly effects: Effect[];
  /** By source id; deleted ones too. */
  readonly sources: Map<string, Source>;
  /** By schema id; deleted ones too. */
  readonly schemas: Map<string, SchemaPlace>;
  /** By schema id; a schema without jobs is absent. Add to it with {@link addJob}. */
  readonly jobs: Map<string, Job[]>;
  readonly keys: Map<string, ApiKey>;
  /** What moves on by itself, by schema id. Empty unless `server.auto_progress`. */
  readonly runs: Runs;
  /** What becomes of a run that is asked for. Anything but `start` is a fault that was asked for. */
  triggers: TriggerFate;
  /** Unix ms. */
  now(): number;
  /** The next of a deterministic sequence of UUIDs that the document does not use. */
  newId(): string;
}

/** `drop`: no run comes of it. `strand`: its workflow is lost, and its job stays Running. */
export type TriggerFate = "start" | "drop" | "strand";

export interface SchemaPlace {
  readonly schema: Schema;
  readonly source: Source;
}

/** Later entries of an id that stands twice are unreachable; the loader refuses such a document. */
export function createWorld(document: StateDocument, clock: SandboxClock): World {
  const world: World = {
    document,
    effects: [],
    sources: new Map(),
    schemas: new Map(),
    jobs: new Map(),
    keys: new Map(document.api_keys.map((key) => [key.value, key])),
    runs: new Map(),
    triggers: "start",
    now: () => timeOf(document, clock),
    newId: idSequence(idsOf(document)),
  };
  for (const source of document.sources) {
    world.sources.set(source.id, source);
    for (const schema of source.schemas) world.schemas.set(schema.id, { schema, source });
    for (const job of source.jobs) index(world, job);
  }
  return world;
}

export function addJob(world: World, source: Source, job: Job): void {
  source.jobs.push(job);
  index(world, job);
}

/** The job of a schema with the newest `created_at`. */
export function latestJob(world: World, schema: Schema): Job | undefined {
  let latest: Job | undefined;
  for (const job of world.jobs.get(schema.id) ?? []) {
    if (latest === undefined || instant(job.created_at) > instant(latest.created_at)) latest = job;
  }
  return latest;
}

export function sourceOf(world: World, schema: Schema): Source {
  const place = world.schemas.get(schema.id);
  if (place === undefined) throw new InvariantError(`schema ${schema.id} is not part of this world`);
  return place.source;
}

export { isoTime };

function index(world: World, job: Job): void {
  const jobs = world.jobs.get(job.schema_id);
  if (jobs === undefined) world.jobs.set(job.schema_id, [job]);
  else jobs.push(job);
}

function idsOf(document: StateDocument): Set<string> {
  const ids = new Set<string>();
  for (const source of document.sources) {
    ids.add(source.id);
    if (source.webhook !== null) ids.add(source.webhook.id);
    for (const job of source.jobs) ids.add(job.id).add(job.workflow_run_id ?? job.id);
    for (const schema of source.schemas) ids.add(schema.id).add(schema.table?.id ?? schema.id);
  }
  return ids;
}

function idSequence(taken: ReadonlySet<string>): () => string {
  let count = 0;
  const next = (): string => `019a5a1d-0000-7000-8000-${(++count).toString(16).padStart(12, "0")}`;
  return () => {
    let id = next();
    while (taken.has(id)) id = next();
    return id;
  };
}
