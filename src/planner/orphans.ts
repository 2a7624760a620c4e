import { consentLine } from "../model/consent-line.js";
import type { DesiredSource, DesiredState } from "../model/desired.js";
import type { Owed } from "../model/journal.js";
import type { ListedTable, LiveSource, LiveState } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import { isOfSource } from "../model/plan.js";
import type { PlanProblem } from "../model/plan.js";

/** What is owed on tables that nobody declares any more. */
export interface Orphans {
  /** of tables that the project shows: somebody has to decide */
  readonly problems: readonly PlanProblem[];
  /** of tables that it does not show: deleted, hidden from the key's user, or of another project; nothing could be done for them */
  readonly outOfSight: readonly Owed[];
}

interface Row {
  readonly source: LiveSource;
  readonly table: ListedTable;
}

/**
 * Looks for debts by the ids of their tables, because files, entries and targets are renamed and ids are not.
 *
 * @param declared  all that the files declare, even where only a part of it is planned
 */
export function orphansOf(declared: DesiredState, live: LiveState, journal: readonly Owed[]): Orphans {
  const problems: PlanProblem[] = [];
  const outOfSight: Owed[] = [];
  for (const owed of journal) {
    // Whether its one step was made shows in the live state: see mootDebts.
    if (isOfSource(owed.record)) continue;
    const row = rowOf(live, owed.record.schema_id);
    if (row === undefined) {
      if (!isMissed(declared.sources, live, owed)) outOfSight.push(owed);
    } else if (!declared.sources.some((source) => mayDeclare(source, live, row, owed)))
      problems.push(undeclared(declared, live, row, owed));
  }
  return { problems, outOfSight };
}

function rowOf({ sources }: LiveState, id: string): Row | undefined {
  for (const source of sources) {
    const table = source.listed.find((listed) => listed.id === id);
    if (table !== undefined) return { source, table };
  }
  return undefined;
}

const holds = ({ tables }: DesiredSource, ...names: readonly string[]): boolean =>
  tables.some(({ name }) => names.includes(name));

/** A table that is declared and not shown is a problem of its own. One that is shown under another id is another table. */
const isMissed = (declared: readonly DesiredSource[], live: LiveState, { record }: Owed): boolean =>
  declared.some(
    (source) =>
      holds(source, record.table) &&
      !matchSources(source.selector, live.sources).some(({ listed }) =>
        listed.some(({ name }) => name === record.table),
      ),
  );

/** An entry that matches no source or several may mean this one, and is a problem of its own. */
function mayDeclare(declared: DesiredSource, live: LiveState, { source, table }: Row, { record }: Owed): boolean {
  const matches = matchSources(declared.selector, live.sources);
  return (matches.length !== 1 || matches[0]?.id === source.id) && holds(declared, table.name, record.table);
}

function undeclared(
  { target, sources }: DesiredState,
  live: LiveState,
  { source, table }: Row,
  { record }: Owed,
): PlanProblem {
  const file = sources.find(({ selector }) => matchSources(selector, live.sources).some(({ id }) => id === source.id));
  const [, keyThen = source.id] = record.address.split("/");
  const giveUp = `, or declare it with \`consent: [${consentLine(record.id, "keep")}]\` to give it up`;
  return {
    code: "owed-undeclared",
    address: `${target.name}/${file?.key ?? keyThen}/${table.name}`,
    at: file?.at ?? sources[0]?.at ?? { file: "", line: 1, column: 1 },
    message: `item ${record.id} of "${table.name}" was begun and its import is not proved, and the table is not declared any more: its rows may not fit its configuration, and nothing mends them`,
    hint: `declare the table again and the import runs${record.strategy === "keep" ? "" : giveUp}`,
  };
}
