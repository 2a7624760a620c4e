import type { DesiredSource, DesiredState, DesiredTable } from "../model/desired.js";
import type { Owed } from "../model/journal.js";
import type { LiveState } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import { isOfSource, PLAN_VERSION, RULES_VERSION, type Item, type Plan, type PlanProblem } from "../model/plan.js";
import { othersFirst } from "./consent.js";
import { digestOf } from "./identity.js";
import { itemOf } from "./item.js";
import { planNotes } from "./notes.js";
import { orphansOf } from "./orphans.js";
import { pair } from "./pair.js";
import { owedByTable } from "./probes.js";
import { withLimits } from "./problems/limits.js";
import { misplacedProblems } from "./problems/misplaced.js";
import { isWhole, planSource, type SourcePlan } from "./source/source-items.js";
import { draftOf, provenanceOf, siteOf } from "./site.js";
import { totalsOf } from "./totals.js";

export interface PlanInput {
  readonly desired: DesiredState;
  /** all that the files declare, where `desired` was narrowed to a part of it */
  readonly declared?: DesiredState;
  /** what was declared before this change; absent at a terminal, where everything that differs is meant */
  readonly baseline?: DesiredState;
  /**
   * what was declared when an apply last completed, where that is not the baseline; null: none ever did.
   * What was merged since and never carried out is no hand edit.
   */
  readonly applied?: DesiredState | null;
  /** with the answers to probesNeeded filled in */
  readonly live: LiveState;
  /** items that were begun and are not proved */
  readonly journal: readonly Owed[];
}

/** What is meant to happen to one target. Pure: the same input gives the same plan, byte for byte. */
export function plan({ desired, declared = desired, baseline, applied = baseline, live, journal }: PlanInput): Plan {
  const { target, policy } = desired;
  const { sources, problems: missing } = pair(desired, live);
  const earlier = baseline && declaredById(baseline, live);
  const done = applied && declaredById(applied, live);
  const unfinished = owedByTable(journal);
  const found: Parameters<typeof withLimits>[0][number][] = [];
  const orphans = orphansOf(declared, live, journal);
  const problems: PlanProblem[] = [...missing, ...orphans.problems];

  for (const source of sources) {
    const ofTables: Item[] = [];
    const site = siteOf(source, policy, live.server);
    for (const table of source.tables) {
      const before = earlier?.get(table.live.id);
      const draft = draftOf(site, { ...table, desired: guarded(table.desired, before) }, unfinished.get(table.live.id));
      const provenance = provenanceOf(draft.change, before, done?.get(table.live.id));
      const item = itemOf({ target, address: table.address }, draft, provenance);
      if (item !== undefined) ofTables.push(item);
      else
        for (const problem of misplacedProblems(draft))
          problems.push({ ...problem, address: table.address, at: table.desired.at });
    }
    const whole = declared.sources.find(({ key }) => key === source.desired.key);
    const ofSource: SourcePlan =
      whole !== undefined && !isWhole(desired, whole)
        ? { items: [], problems: [] }
        : planSource(source, {
            target,
            server: live.server,
            items: ofTables,
            earlier: baseline && (sourceById(baseline, live, source.live.id) ?? null),
            applied: applied ? sourceById(applied, live, source.live.id) : undefined,
          });
    problems.push(...ofSource.problems);
    for (const item of [...ofSource.items, ...ofTables]) found.push({ item, source: source.desired });
  }

  const items = withLimits(found, policy, live).map(othersFirst);
  const withItem = new Set(items.map(({ schema_id }) => schema_id));
  const read = sources.reduce((sum, { tables }) => sum + tables.length, 0);
  const others = unmanagedTables(live, new Set(sources.flatMap(({ tables }) => tables.map((table) => table.live.id))));
  return {
    version: PLAN_VERSION,
    rules_version: RULES_VERSION,
    target: { name: target.name, host: target.host, project_id: target.project_id },
    digest: digestOf(items),
    items,
    problems,
    notes: planNotes({
      desired,
      live,
      sources,
      outOfSight: orphans.outOfSight,
      withItem,
      unlisted: others.filter((table) => table.should_sync).length,
    }),
    totals: totalsOf(items),
    tables: {
      read,
      declared: desired.sources.reduce((sum, { tables }) => sum + tables.length, 0),
      unchanged: read - items.filter((item) => !isOfSource(item)).length,
      unmanaged: others.length,
    },
  };
}

/** `protect` counts while it stands at the base: a change that removes it may not use that at once. */
const guarded = (table: DesiredTable, earlier: DesiredTable | undefined): DesiredTable =>
  earlier?.protect && !table.protect ? { ...table, protect: true } : table;

export const declaredById = (desired: DesiredState, live: LiveState): ReadonlyMap<string, DesiredTable> =>
  new Map(
    pair(desired, live).sources.flatMap(({ tables }) => tables.map((table) => [table.live.id, table.desired] as const)),
  );

const sourceById = (desired: DesiredState, live: LiveState, id: string): DesiredSource | undefined =>
  desired.sources.find(({ selector }) => {
    const [match, other] = matchSources(selector, live.sources);
    return match?.id === id && other === undefined;
  });

const unmanagedTables = ({ sources }: LiveState, managed: ReadonlySet<string>) =>
  sources.flatMap(({ listed }) => listed.filter(({ id }) => !managed.has(id)));
