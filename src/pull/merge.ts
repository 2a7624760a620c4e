import { addEntries } from "../config/add-entries.js";
import { removeEntries, setEntries } from "../config/change-entries.js";
import { slotOf, slotsOf } from "../config/slots.js";
import type { Edited } from "../config/slots.js";
import { parseSource } from "../config/source.js";
import type { SourceFile } from "../config/source.js";
import type { SourceText } from "../config/source-text.js";
import { spliced } from "../config/splice.js";
import type { Splice } from "../config/splice.js";
import { compose } from "../config/yaml/compose.js";
import { isMap } from "yaml";
import type { Declarable } from "./declarable.js";
import { changeOf, isChange } from "./difference.js";
import type { EntryChange } from "./difference.js";
import { entryFlow, entryLines } from "./entry-text.js";
import { ownSettings } from "./own-settings.js";
import { remarkOn } from "./remark.js";

export interface Merged {
  readonly text: string;
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** tables that defaults or rules keep from saying what PostHog holds, with the fields */
  readonly contradicted: readonly (readonly [table: string, fields: readonly string[]])[];
}

/** An alias shows another value once its anchor was edited, and is then written out itself. */
const MOST_ROUNDS = 5;

/**
 * Brings a file up to what PostHog holds. What does not differ stays byte for byte.
 *
 * @returns undefined where the text is written in a way that the edits do not get hold of
 */
export function merge(source: SourceText, file: SourceFile, live: readonly Declarable[]): Merged | undefined {
  const byName = new Map(live.map((table) => [table.name, table]));
  const declared = new Set(file.source.tables.map(({ name }) => name));
  const entries = live
    .filter(({ name }) => !declared.has(name))
    .map((table) => ({ table, own: ownSettings(table, file.shared) }));
  const placed = entries.filter(({ own }) => own.contradicted.length === 0);
  const contradicted = [
    ...changesOf(file, byName).map((change) => [change.table, change.contradicted] as const),
    ...entries.map(({ table, own }) => [table.name, own.contradicted] as const),
  ].filter(([, fields]) => fields.length > 0);

  const touched = new Set<string>();
  let text = source.text;
  let current: SourceFile | undefined = file;
  for (let round = 0; current !== undefined; round++) {
    const changes = changesOf(current, byName).filter(isChange);
    if (changes.length === 0) break;
    if (round === MOST_ROUNDS) return undefined;
    for (const { table } of changes) touched.add(table);
    text = edited(text, (of, tables) => settled(of, tables, changes));
    text = edited(text, (of, tables) => removed(of, tables, changes));
    current = read({ path: source.path, text });
  }
  if (current !== undefined && placed.length > 0) {
    text = edited(text, (of) => appended(of, placed));
    current = read({ path: source.path, text });
  }
  if (current === undefined || !says(current, placed, byName)) return undefined;
  return { text, changed: [...touched], added: placed.map(({ table }) => table.name), contradicted };
}

type Placed = readonly { readonly table: Declarable; readonly own: ReturnType<typeof ownSettings> }[];

const read = (source: SourceText): SourceFile | undefined => {
  const { value, diagnostics } = parseSource(source);
  return diagnostics.length > 0 ? undefined : value;
};

const changesOf = (file: SourceFile, live: ReadonlyMap<string, Declarable>): readonly EntryChange[] =>
  file.source.tables.flatMap((table) => {
    const there = live.get(table.name);
    return there === undefined ? [] : [changeOf(table, there)];
  });

/** The edits are held against the real reader: nothing is different any more, and every new table is there. */
function says(file: SourceFile, placed: Placed, live: ReadonlyMap<string, Declarable>): boolean {
  const there = new Set(file.source.tables.map(({ name }) => name));
  return !changesOf(file, live).some(isChange) && placed.every(({ table }) => there.has(table.name));
}

function edited(text: string, splicesOf: (edited: Edited, tables: unknown) => readonly Splice[]): string {
  const document = compose(text);
  if (!document.ok) return text;
  const of: Edited = { text, document: document.value };
  return spliced(text, splicesOf(of, slotOf(of.document.contents, "tables")?.node));
}

function settled(of: Edited, tables: unknown, changes: readonly EntryChange[]): readonly Splice[] {
  const slots = slotsOf(tables);
  return changes.flatMap(({ table, set }) => {
    const slot = slots.get(table);
    return slot === undefined || Object.keys(set).length === 0 ? [] : setEntries(of, slot, set);
  });
}

function removed(of: Edited, tables: unknown, changes: readonly EntryChange[]): readonly Splice[] {
  const slots = slotsOf(tables);
  return changes.flatMap(({ table, remove }) => {
    const slot = slots.get(table);
    return slot === undefined || remove.size === 0 ? [] : removeEntries(of, slot, remove);
  });
}

function appended(of: Edited, placed: Placed): readonly Splice[] {
  const tables = slotOf(of.document.contents, "tables")?.node;
  if (!isMap(tables)) return [];
  return addEntries(
    of,
    tables,
    placed.map(({ table, own }) => ({
      key: table.name,
      lines: entryLines(table.name, own.settings, remarkOn(table)),
      flow: entryFlow(table.name, own.settings),
    })),
  );
}
