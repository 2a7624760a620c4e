import type { LiveSource } from "./live.js";

/** Under which name a table was declared when its schema id was last seen. Advice only: nothing is written to PostHog because of it. */
export interface KnownId {
  readonly schema_id: string;
  readonly source_id: string;
  readonly table: string;
}

/** A source that was read, with the names under which its tables are declared. */
export interface Seen {
  readonly names: readonly string[];
  readonly live: Pick<LiveSource, "id" | "listed">;
}

const HEADER =
  "# Written by warehog: which table had which schema id, so that a rename is told from a loss. Safe to delete; a merge conflict does no harm.\n";

const LINE = /^([0-9a-f-]{36}) ([0-9a-f-]{36}) (".*")$/;

/** Every line that means something. Markers of a merge conflict mean nothing, and both of its sides count. */
export const parseIds = (text: string): readonly KnownId[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [, schema_id, source_id, table] = LINE.exec(line) ?? [];
    const name = table === undefined ? undefined : textOf(table);
    return schema_id === undefined || source_id === undefined || name === undefined
      ? []
      : [{ schema_id, source_id, table: name }];
  });

function textOf(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A line a table, in an order of its own: two branches that add tables seldom touch the same line. */
export const formatIds = (known: readonly KnownId[]): string =>
  HEADER +
  [...new Set(known.map(({ schema_id, source_id, table }) => `${schema_id} ${source_id} ${JSON.stringify(table)}\n`))]
    .toSorted()
    .join("");

const namesOf = ({ listed }: Seen["live"]): ReadonlySet<string> => new Set(listed.map(({ name }) => name));

/** What is known after these sources were read. A declared name that is not there keeps its line: that is what the file is for. */
export function learnIds(known: readonly KnownId[], seen: readonly Seen[]): readonly KnownId[] {
  const read = new Map(
    seen.map(({ names, live }) => [live.id, { declared: new Set(names), there: namesOf(live), live }]),
  );
  const kept = known.filter(({ source_id, table }) => {
    const source = read.get(source_id);
    return source === undefined || (source.declared.has(table) && !source.there.has(table));
  });
  const now = [...read.values()].flatMap(({ declared, live }) =>
    live.listed
      .filter(({ name }) => declared.has(name))
      .map(({ id, name }) => ({ schema_id: id, source_id: live.id, table: name })),
  );
  return [...kept, ...now];
}

/** The name that a table has now, where its id lives on under exactly one other name; undefined: nobody knows. */
export function nameNow(known: readonly KnownId[], { id, listed }: LiveSource, table: string): string | undefined {
  const ids = new Set(
    known.filter((one) => one.source_id === id && one.table === table).map(({ schema_id }) => schema_id),
  );
  const [only, ...others] = listed.filter((row) => ids.has(row.id));
  return only === undefined || others.length > 0 || only.name === table ? undefined : only.name;
}
