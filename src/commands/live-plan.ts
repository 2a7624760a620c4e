import type { PostHog } from "../adapters/posthog/client.js";
import type { Journal, Replan, Warehouse } from "../executor/ports.js";
import { reasonOf } from "../executor/fault-text.js";
import type { DesiredSource, DesiredState } from "../model/desired.js";
import type { ServiceFault } from "../model/fault.js";
import type { LiveSource, LiveState, LiveTable } from "../model/live.js";
import type { Owed } from "../model/journal.js";
import { isOfSource } from "../model/plan.js";
import type { Item, Plan } from "../model/plan.js";
import type { ProbePlan } from "../model/probe-plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { mootDebts } from "../planner/moot.js";
import { plan } from "../planner/plan.js";
import { probesNeeded } from "../planner/probes.js";
import { describeFault } from "../report/describe-fault.js";
import { diagnosed } from "./diagnosed.js";
import type { Failure } from "./failure.js";

/** What planning against the world needs: a connection, what is declared, and what is owed. */
export interface Ground {
  readonly posthog: Pick<PostHog, "readLive" | "probe"> & {
    readonly warehouse: Pick<Warehouse, "cdcEnabled">;
  };
  readonly desired: DesiredState;
  /** see PlanInput; absent where nothing was left out */
  readonly declared?: DesiredState;
  /** see PlanInput; absent at a terminal */
  readonly baseline?: DesiredState;
  readonly applied?: DesiredState | null;
  readonly journal: Pick<Journal, "owed">;
}

export interface LivePlan {
  readonly plan: Plan;
  readonly live: LiveState;
  /** what is owed and asks for nothing any more */
  readonly moot: readonly Owed[];
}

export const failureOf = (fault: ServiceFault): Failure => ({ code: reasonOf(fault).code, ...describeFault(fault) });

/** Reads the live state, asks what the changes need to know, and plans. */
export async function livePlan(ground: Ground): Promise<Result<LivePlan, Failure>> {
  const live = await ground.posthog.readLive(ground.desired.sources.map(({ selector }) => selector));
  return live.ok ? ok(await planUpon(ground, live.value)) : err(failureOf(live.error));
}

/** @param wanted leaves out what is not to be asked again */
async function planUpon(
  { posthog, journal, ...files }: Ground,
  live: LiveState,
  wanted = (probes: ProbePlan): ProbePlan => probes,
): Promise<LivePlan> {
  const owed = journal.owed();
  const probed = await posthog.probe(live, wanted(probesNeeded(files.desired, live, owed)));
  const input = { ...files, live: probed, journal: owed };
  const made = plan(input);
  return { plan: diagnosed(made, probed), live: probed, moot: mootDebts(input, made) };
}

/** Plans one table again as it was just read; the rest of the snapshot stays as it was when the apply began. */
export const replanUpon =
  (ground: Ground, live: LiveState): Replan =>
  async (item: Item, table: LiveTable | undefined, assumed?: Owed) => {
    if (table === undefined) return replanSource(ground, item);
    const capture = await captureNow(ground.posthog.warehouse, item);
    if (!capture.ok) return capture;
    const fresh = withTable(live, item, table, capture.value);
    const owed = [...ground.journal.owed(), ...(assumed === undefined ? [] : [assumed])];
    const narrowed = { ...ground, desired: declaredAround(ground.desired, live, item), journal: { owed: () => owed } };
    const { plan: again } = await planUpon(narrowed, fresh, only(item));
    return ok(again.items.find(({ schema_id }) => schema_id === item.schema_id));
  };

/** A source as a whole is read anew: its tables decide whether it needs a webhook, and others may have changed them since. */
async function replanSource(ground: Ground, item: Item): Promise<Result<Item | undefined, ServiceFault>> {
  const live = await ground.posthog.readLive([{ by: "id", id: item.source_id }]);
  if (!live.ok) return live;
  const key = item.address.split("/")[1];
  const desired = { ...ground.desired, sources: ground.desired.sources.filter((source) => source.key === key) };
  const { plan: again } = await planUpon({ ...ground, desired }, live.value);
  const code = item.findings[0]?.code;
  return ok(again.items.find((fresh) => isOfSource(fresh) && fresh.findings[0]?.code === code));
}

/**
 * Another item of this source may have enabled CDC since: its prerequisites must not be checked again then, because the slot
 * that it took can be the one that the check misses. Undefined: the item does not care.
 */
async function captureNow(
  warehouse: Pick<Warehouse, "cdcEnabled">,
  { source_id, steps }: Item,
): Promise<Result<boolean | undefined, ServiceFault>> {
  if (!steps.some(({ kind }) => kind === "enable_cdc")) return ok(undefined);
  const enabled = await warehouse.cdcEnabled(source_id);
  return enabled.ok ? ok(enabled.value.value) : enabled;
}

const withTable = (live: LiveState, item: Item, table: LiveTable, capture: boolean | undefined): LiveState => ({
  ...live,
  sources: live.sources.map((source) =>
    source.id === item.source_id
      ? {
          ...source,
          tables: source.tables?.map(replaced(table)),
          cdc: { ...source.cdc, enabled: capture ?? source.cdc.enabled },
        }
      : source,
  ),
});

/** The neighbours were asked about when the apply began; asking for each of them with each item would be quadratic. */
const only =
  ({ schema_id, table }: Item) =>
  (probes: ProbePlan): ProbePlan => ({
    ...probes,
    offers: probes.offers.filter((offer) => offer.schema_id === schema_id),
    jobs: probes.jobs
      .map(({ source_id, tables }) => ({ source_id, tables: tables.filter((name) => name === table) }))
      .filter(({ tables }) => tables.length > 0),
  });

const replaced =
  (fresh: LiveTable) =>
  (table: LiveTable): LiveTable =>
    table.id === fresh.id ? fresh : table;

/** The one table, and those of its source on either side of webhook: when the webhook comes and goes depends on all of them. */
function declaredAround(desired: DesiredState, live: LiveState, item: Item): DesiredState {
  const source = live.sources.find(({ id }) => id === item.source_id);
  const key = item.address.split("/")[1];
  return {
    ...desired,
    sources: desired.sources
      .filter((declared) => declared.key === key)
      .map((declared) => ({ ...declared, tables: around(declared, source, item.table) })),
  };
}

function around(declared: DesiredSource, source: LiveSource | undefined, table: string): DesiredSource["tables"] {
  const onWebhook = new Set(
    source?.tables?.filter(({ settings }) => settings.sync_type === "webhook").map(({ name }) => name),
  );
  return declared.tables.filter(
    ({ name, settings }) => name === table || settings.sync_type === "webhook" || onWebhook.has(name),
  );
}

/** What a plan shows to be owed no more. */
export async function closeMoot(journal: Journal, { moot }: Pick<LivePlan, "moot">): Promise<void> {
  for (const { record } of moot) await journal.append({ event: "closed", item: record.id, why: "superseded" });
}

/** Plans once more, after an apply. */
export async function closingPlan(ground: Ground & { readonly journal: Journal }): Promise<Result<LivePlan, Failure>> {
  const closing = await livePlan(ground);
  if (closing.ok) await closeMoot(ground.journal, closing.value);
  return closing;
}
