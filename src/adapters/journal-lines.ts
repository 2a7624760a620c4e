import { createHash } from "node:crypto";
import { advance, ledger } from "../executor/owed.js";
import type { JournalEntry, Ledger, ProvedItem } from "../model/journal.js";
import { err, ok, type Result } from "../model/result.js";

/** The project whose items a journal holds. */
export interface JournalTarget {
  readonly host: string;
  readonly project_id: number;
}

/** Why a journal cannot be used. */
export interface JournalTrouble {
  readonly message: string;
  readonly hint: string;
}

export interface JournalContents {
  readonly ledger: Ledger;
  /** nothing is owed, and what stands there is of closed items or of another target: the journal may be started over */
  readonly settled: boolean;
  /** of the last line: the next one is chained to it */
  readonly sum: string;
}

export interface ChainedLine {
  readonly line: string;
  readonly sum: string;
}

const VERSION = 1;
const SUM_DIGITS = 16;

const sumOf = (previous: string, text: string): string =>
  createHash("sha256").update(`${previous}\n${text}`).digest("hex").slice(0, SUM_DIGITS);

/** Every line carries a sum over itself and the line before it: nothing can be changed, lost or swapped unnoticed. */
function chained(previous: string, name: "journal" | "entry", value: object): ChainedLine {
  const sum = sumOf(previous, JSON.stringify(value));
  return { line: `${JSON.stringify({ [name]: value, sum })}\n`, sum };
}

/** @param proved  what earlier journals of the target have seen: an apply that is repeated must not import again */
export const headerLine = ({ host, project_id }: JournalTarget, proved: readonly ProvedItem[]): ChainedLine =>
  chained("", "journal", { version: VERSION, host, project_id, proved });

export const entryLine = (previous: string, entry: JournalEntry): ChainedLine => chained(previous, "entry", entry);

/**
 * Reads complete lines; the text ends with a line break.
 *
 * @param path names the file to the reader
 */
export function readJournal(
  path: string,
  text: string,
  target: JournalTarget,
): Result<JournalContents, JournalTrouble> {
  const [first = "", ...rest] = text.split("\n").slice(0, -1);
  const header = parseObject(first);
  const journal = parseObject(JSON.stringify(header?.["journal"] ?? null));
  if (header === undefined || journal === undefined) return err(damaged(path, 1));
  if (journal["version"] !== VERSION) return err(otherVersion(path));
  if (header["sum"] !== sumOf("", JSON.stringify(journal))) return err(damaged(path, 1));

  const isOurTarget = journal["host"] === target.host && journal["project_id"] === target.project_id;
  const read = ledger([], isOurTarget ? provedIn(journal) : []);
  let sum = header["sum"];
  for (const [index, line] of rest.entries()) {
    const parsed = parseObject(line);
    const entry = parsed?.["entry"];
    const expected = sumOf(sum, JSON.stringify(entry ?? null));
    if (!isOurs(entry, parsed?.["sum"] === expected) || !advance(read, entry)) return err(damaged(path, index + 2));
    sum = expected;
  }
  const isSettled = read.open.size === 0;
  if (!isOurTarget && !isSettled) return err(otherTarget(path));
  if (!isOurTarget) read.proved.clear();
  return ok({ ledger: read, settled: isSettled && (rest.length > 0 || !isOurTarget), sum });
}

/** A sum that fits says that this program wrote the line. */
const provedIn = ({ proved }: { readonly [name: string]: unknown }): readonly ProvedItem[] =>
  Array.isArray(proved) ? proved : [];

/** A sum that fits says that this program wrote the entry, so it has the shape of one. */
const isOurs = (entry: unknown, sumFits: boolean): entry is JournalEntry => sumFits && entry !== undefined;

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const damaged = (path: string, line: number): JournalTrouble => ({
  message: `the journal ${path} is damaged in line ${line}: what earlier applies left unfinished cannot be told, so nothing is written`,
  hint: "restore the file from a backup; without one, move it away, run warehog plan, and look at the jobs of every table that was being changed",
});

const otherVersion = (path: string): JournalTrouble => ({
  message: `the journal ${path} was written by another version of Warehog, and what it holds cannot be read`,
  hint: "finish the apply with the version that began it",
});

const otherTarget = (path: string): JournalTrouble => ({
  message: `the journal ${path} holds unfinished items of another host or project, so nothing is done for this one`,
  hint: "give the target the host and project_id that it had and apply again to finish them, or move the file away",
});
