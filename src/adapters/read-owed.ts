import type { Owed } from "../model/journal.js";
import { err, ok, type Result } from "../model/result.js";
import { journalBytes } from "./journal-bytes.js";
import { readJournal, type JournalTarget, type JournalTrouble } from "./journal-lines.js";

/**
 * What a journal owes, read without its lock: a plan writes nothing and may look while an apply is running, whose last line
 * may then be half written.
 */
export async function readOwed(path: string, target: JournalTarget): Promise<Result<readonly Owed[], JournalTrouble>> {
  const found = await journalBytes(path).catch(() => err(UNREADABLE));
  if (!found.ok) return found;
  if (found.value === undefined) return ok([]);
  const text = found.value.toString("utf8");
  const read = readJournal(path, text.slice(0, text.lastIndexOf("\n") + 1), target);
  return read.ok ? ok([...read.value.ledger.open.values()]) : read;
}

const UNREADABLE: JournalTrouble = {
  message: "the journal cannot be read, so nobody knows what an earlier apply left unfinished",
  hint: "make the file readable for this user",
};
