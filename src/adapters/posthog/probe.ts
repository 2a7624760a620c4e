import type { Job, LiveSource, LiveState, LiveTable, Probe } from "../../model/live.js";
import type { ProbePlan } from "../../model/probe-plan.js";
import { ask } from "./ask.js";
import { cdcBody } from "./cdc-body.js";
import { decodeCdcStatus, decodeOffer, decodePrerequisites, decodeTraits, decodeWebhookInfo } from "./decode/probes.js";
import { readJobs } from "./jobs.js";
import { schemaPath, sourcePath } from "./paths.js";
import { createWriteScope, probeOf } from "./refusal.js";
import type { Transport } from "./transport.js";

type Probes<T> = ReadonlyMap<string, Probe<T>>;

/**
 * The same snapshot with what the plan asks for filled in. Never fails: a probe that got no answer says so in its place.
 *
 * @see ProbePlan: one call per entry, but for jobs (see readJobs) and for what a key without write scope would be refused
 */
export async function probe(transport: Transport, live: LiveState, plan: ProbePlan): Promise<LiveState> {
  const scope = createWriteScope(live.key_can_write);

  const [offers, prerequisites, jobs, traits, cdcStatus, webhooks] = await Promise.all([
    each(plan.offers, ({ schema_id: id }) => [
      id,
      scope.run(async () => probeOf(await ask(transport, "POST", schemaPath(id, "incremental_fields"), decodeOffer))),
    ]),
    each(plan.cdc_prerequisites, ({ source_id: id, cdc }) => {
      const path = sourcePath(id, "check_cdc_prerequisites_for_source");
      return [
        id,
        scope.run(async () => probeOf(await ask(transport, "POST", path, decodePrerequisites, cdcBody(cdc)))),
      ];
    }),
    each(plan.jobs, ({ source_id: id, tables }) => [id, readJobs(transport, id, tables).then(probeOf)]),
    each(plan.traits, ({ source_id, schema_id }) => [
      source_id,
      ask(transport, "GET", schemaPath(schema_id), decodeTraits).then(probeOf),
    ]),
    each(plan.cdc_status, (id) => [
      id,
      ask(transport, "GET", sourcePath(id, "cdc_status"), decodeCdcStatus).then(probeOf),
    ]),
    each(plan.webhook_info, (id) => [
      id,
      ask(transport, "GET", sourcePath(id, "webhook_info"), decodeWebhookInfo).then(probeOf),
    ]),
  ]);

  const askedForJobs = new Map(plan.jobs.map(({ source_id, tables }) => [source_id, new Set(tables)]));
  const fillTable = (source: LiveSource, table: LiveTable): LiveTable => ({
    ...table,
    offer: offers.get(table.id) ?? table.offer,
    jobs: askedForJobs.get(source.id)?.has(table.name) ? ofTable(jobs.get(source.id), table) : table.jobs,
  });
  const fillSource = (source: LiveSource): LiveSource => ({
    ...source,
    tables: source.tables?.map((table) => fillTable(source, table)),
    cdc: {
      ...source.cdc,
      status: cdcStatus.get(source.id) ?? source.cdc.status,
      prerequisites: prerequisites.get(source.id) ?? source.cdc.prerequisites,
    },
    traits: traits.get(source.id) ?? source.traits,
    webhook: webhooks.get(source.id) ?? source.webhook,
  });
  return { ...live, sources: live.sources.map(fillSource), key_can_write: scope.canWrite() };
}

async function each<E, T>(
  entries: readonly E[],
  start: (entry: E) => readonly [string, Promise<Probe<T>>],
): Promise<Probes<T>> {
  return new Map(
    await Promise.all(
      entries.map(async (entry) => {
        const [id, answer] = start(entry);
        return [id, await answer] as const;
      }),
    ),
  );
}

/** Two rows may share a name while one of them is a ghost: runs belong to an id. */
const ofTable = (jobs: Probe<readonly Job[]> | undefined, { id, jobs: before }: LiveTable): LiveTable["jobs"] =>
  jobs?.state === "read" ? { ...jobs, value: jobs.value.filter((job) => job.schema_id === id) } : (jobs ?? before);
