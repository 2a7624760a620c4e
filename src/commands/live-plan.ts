import type { PostHog } from "../adapters/posthog/client.js";
import type { Journal, Replan, Warehouse } from "../executor/ports.js";
import { reasonOf } from "../executor/fault-text.js";
import type { DesiredSource, DesiredState } from "../model/desired.js";
import type { ServiceFault } from "../model/fault.js";
import type { LiveSource, LiveState, LiveTable } from "../model/live.js";
import type { Item, Plan } from "../model/plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { plan } from "../planner/plan.js";
import { probesNeeded } from "../planner/probes.js";
import { describeFault } from "../report/describe-fault.js";
import type { Failure } from "./failure.js";

/** What planning against the world needs: a connection, what is declared, and what is owed. */
export interface Ground {
  readonly posthog: Pick<PostHog, "readLive" | "probe"> & { readonly warehouse: Pick<Warehouse, "readTable"> };
  readonly desired: DesiredState;
  readonly journal: Pick<Journal, "owed">;
}

export interface LivePlan {
  readonly plan: Plan;
  readonly live: LiveState;
}

const failureOf = (fault: ServiceFault): Failure => ({ code: reasonOf(fault).code, ...describeFault(fault) });

/** Reads the live state, asks what the changes need to know, and plans. */
export async function livePlan(ground: Ground): Promise<Result<LivePlan, Failure>> {
  const live = await ground.posthog.readLive(ground.desired.sources.map(({ selector }) => selector));
  return live.ok ? ok(await planUpon(ground, live.value)) : err(failureOf(live.error));
}

async function planUpon({ posthog, desired, journal }: Ground, live: LiveState): Promise<LivePlan> {
  const owed = journal.owed();
  const probed = await posthog.probe(live, probesNeeded(desired, live, owed));
  return { plan: plan({ desired, live: probed, journal: owed }), live: probed };
}

/** Plans one table again upon a fresh reading of it; the rest of the snapshot stays as it was when the apply began. */
export const replanUpon =
  (ground: Ground, live: LiveState): Replan =>
  async (item: Item) => {
    const answer = await ground.posthog.warehouse.readTable(item.schema_id);
    if (!answer.ok) return answer;
    const fresh = withTable(live, item, answer.value.value);
    const narrowed = { ...ground, desired: declaredAround(ground.desired, live, item) };
    const { plan: again } = await planUpon(narrowed, fresh);
    return ok(again.items.find(({ schema_id }) => schema_id === item.schema_id));
  };

const withTable = (live: LiveState, item: Item, table: LiveTable): LiveState => ({
  ...live,
  sources: live.sources.map((source) =>
    source.id === item.source_id ? { ...source, tables: source.tables?.map(replaced(table)) } : source,
  ),
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
