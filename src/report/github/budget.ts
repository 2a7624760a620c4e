import { join, NOTHING, plain, safe } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { counted } from "../../model/numbers.js";

/**
 * What may be left out of a text that gets too long, the first to go first. What may harm rows goes last, and only from texts
 * that nobody approves by.
 */
const DROP_ORDER = ["drift", "done", "detail", "safe", "costly", "blocked", "dangerous"] as const;
export type Droppable = (typeof DROP_ORDER)[number];
const KEEP_ORDER: readonly (Droppable | null)[] = [null, ...DROP_ORDER.toReversed()];

const NOUNS: Readonly<Record<Droppable, string>> = {
  drift: "drifted table",
  done: "finished change",
  detail: "explanation",
  safe: "safe change",
  costly: "costly change",
  blocked: "blocked change",
  dangerous: "dangerous change",
};

export interface Row {
  /** Asked for only while there is room: of thousands of rows most are left out. */
  readonly text: () => Markdown;
  /** null: always there */
  readonly drop: Droppable | null;
}

/** Rows that belong together, under a head that goes with them. */
export interface Section {
  readonly head: Markdown;
  readonly rows: readonly Row[];
  readonly between: "\n" | "\n\n";
}

export type Dropped = Readonly<Record<Droppable, number>>;

export interface Fitted {
  readonly body: string;
  readonly bytes: number;
  readonly dropped: Dropped;
}

/** A section that is there whole or, if empty, not at all. */
export const whole = (head: Markdown): Section => ({ head, rows: [], between: "\n" });
export const always = (text: Markdown): Row => ({ text: () => text, drop: null });

/** The line that says how much of a section was left out, and the empty lines around it. */
const NOTE_BYTES = 240;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * The sections as one text within a number of bytes. Whole rows are left out, and the text says how many.
 *
 * @param elsewhere  where the whole of it is to be found, as the end of the sentence that says so
 * @returns undefined: even without everything that may be left out it is too long
 */
export function fit(sections: readonly Section[], limit: number, elsewhere: Markdown): Fitted | undefined {
  const kept = toKeep(sections, limit, elsewhere);
  if (kept === undefined) return undefined;
  const body = compose(sections, kept, elsewhere);
  return {
    body,
    bytes: bytesOf(body),
    dropped: countsOf(sections.flatMap(({ rows }) => rows).filter((row) => !kept.has(row))),
  };
}

/** As much of it as goes into a number of bytes, what may harm rows too: for texts that nobody approves by. */
export function cut(sections: readonly Section[], limit: number, elsewhere: Markdown): string {
  const cuttable = sections.map((section) => ({
    ...section,
    rows: section.rows.map(({ text, drop }) => ({ text, drop: drop ?? ("dangerous" as const) })),
  }));
  return fit(cuttable, limit, elsewhere)?.body ?? complete(sections.slice(0, 1));
}

/** All of it, however long. */
export const complete = (sections: readonly Section[]): string =>
  compose(sections, new Map(sections.flatMap(({ rows }) => rows).map((row) => [row, row.text()])), NOTHING);

/** The most important first, until one does not fit: from then on nothing of less importance is looked at. */
function toKeep(
  sections: readonly Section[],
  limit: number,
  elsewhere: Markdown,
): ReadonlyMap<Row, Markdown> | undefined {
  const rows = sections.flatMap((section) => section.rows);
  const kept = new Map<Row, Markdown>();
  let room = limit - sections.reduce((sum, section) => sum + overhead(section, elsewhere), 0);
  if (room < 0) return undefined;
  for (const kind of KEEP_ORDER)
    for (const row of rows.filter(({ drop }) => drop === kind)) {
      const text = row.text();
      room -= bytesOf(text.markdown) + 2;
      if (room < 0) return kind === null ? undefined : kept;
      kept.set(row, text);
    }
  return kept;
}

/** What a section costs before its first row. */
const overhead = ({ head, rows }: Section, elsewhere: Markdown): number =>
  bytesOf(head.markdown) + 4 + (rows.length === 0 ? 0 : NOTE_BYTES + bytesOf(elsewhere.markdown));

function compose(sections: readonly Section[], kept: ReadonlyMap<Row, Markdown>, elsewhere: Markdown): string {
  const texts = sections.map(({ head, rows, between }) => {
    const shown = rows.flatMap((row) => kept.get(row) ?? []);
    const note = noteOn(
      rows.filter((row) => !kept.has(row)),
      elsewhere,
    );
    if (rows.length > 0 && shown.length === 0) return note;
    return join([join([head, ...shown], between), note], "\n\n");
  });
  return `${join(texts, "\n\n").markdown}\n`;
}

function countsOf(rows: readonly Row[]): Dropped {
  const counts = { drift: 0, done: 0, detail: 0, safe: 0, costly: 0, blocked: 0, dangerous: 0 };
  for (const { drop } of rows) if (drop !== null) counts[drop]++;
  return counts;
}

function noteOn(rows: readonly Row[], elsewhere: Markdown): Markdown {
  const counts = countsOf(rows);
  const told = DROP_ORDER.filter((kind) => counts[kind] > 0).map((kind) => plain(counted(counts[kind], NOUNS[kind])));
  return told.length === 0 ? NOTHING : safe`… and ${join(told, ", ")} left out here: ${elsewhere}`;
}
