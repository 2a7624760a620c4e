import type { DesiredSource, DesiredState, DesiredTable } from "../../src/model/desired.js";
import type { Owed, RecordedItem, StepMark } from "../../src/model/journal.js";
import type { ListedTable, LiveState, LiveTable } from "../../src/model/live.js";
import type { Item, Plan, StepKind } from "../../src/model/plan.js";
import { DEFAULT_POLICY, type Policy } from "../../src/model/policy.js";
import { plan, type PlanInput } from "../../src/planner/plan.js";
import { aDesiredSource, aSource, SERVER } from "./change.js";

const TARGET = {
  name: "production",
  host: "https://us.posthog.com",
  project_id: 12345,
  api_key_env: "POSTHOG_API_KEY",
} as const;

export const aDesiredState = (
  tables: readonly DesiredTable[],
  { policy = {}, ...source }: Partial<Omit<DesiredSource, "tables">> & { readonly policy?: Partial<Policy> } = {},
): DesiredState => ({
  target: TARGET,
  policy: { ...DEFAULT_POLICY, ...policy },
  sources: [aDesiredSource({ ...source, tables })],
});

const listing = ({ id, name, settings, status }: LiveTable): ListedTable => ({
  id,
  name,
  status,
  should_sync: settings.should_sync === true,
  sync_type: settings.sync_type,
});

export type SourceParts = NonNullable<Parameters<typeof aSource>[0]>;

export const aLiveState = (
  tables: readonly LiveTable[],
  { source = {}, ...over }: Partial<LiveState> & { readonly source?: SourceParts } = {},
): LiveState => ({
  project_id: TARGET.project_id,
  sources: [aSource({ tables, listed: tables.map(listing), ...source })],
  server: SERVER,
  key_can_write: false,
  ...over,
});

/** The server after an item was carried out by hand: its values stand. */
export const withValues = (live: LiveTable, values: Item["to"]): LiveTable => ({
  ...live,
  settings: Object.assign({ ...live.settings }, values),
});

export const planOf = (input: Omit<PlanInput, "journal"> & Partial<Pick<PlanInput, "journal">>): Plan =>
  plan({ journal: [], ...input });

/** The one item of a plan; a plan with none or several is a mistake of the test. */
export function onlyItem({ items }: Plan): Item {
  const [item, ...more] = items;
  if (item === undefined || more.length > 0) throw new Error(`${items.length} items where one was expected`);
  return item;
}

export const codesOf = ({ problems }: Pick<Item, "problems">): readonly string[] => problems.map(({ code }) => code);

const recordOf = (item: Item): RecordedItem => ({ ...item, codes: item.findings.map(({ code }) => code) });

/** How far each step got that anything is known of. */
export type Marks = { readonly [K in StepKind]?: StepMark["reached"] };

/** An item that got as far as these marks say. */
export const owedBy = (item: Item, marks: Marks = {}): Owed => ({
  record: recordOf(item),
  marks: item.steps.flatMap(({ kind: step }) => {
    const reached = marks[step];
    const server_time = reached === "intent" ? null : 1_790_000_000_000;
    return reached === undefined ? [] : [{ step, reached, newest_job: null, server_time }];
  }),
});
