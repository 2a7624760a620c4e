import { readFile } from "node:fs/promises";
import type { Owed } from "../model/journal.js";
import { err, ok, type Result } from "../model/result.js";
import { readJournal, type JournalTarget, type JournalTrouble } from "./journal-lines.js";
import { codeOf } from "./lock-file.js";

/**
 * What a journal owes, read without its lock: a plan writes nothing and may look while an apply is running, whose last line
 * may then be half written.
 */
export async function readOwed(path: string, target: JournalTarget): Promise<Result<readonly Owed[], JournalTrouble>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    return codeOf(cause) === "ENOENT" ? ok([]) : err(UNREADABLE);
  }
  const read = readJournal(text.slice(0, text.lastIndexOf("\n") + 1), target);
  return read.ok ? ok([...read.value.open.values()]) : read;
}

const UNREADABLE: JournalTrouble = {
  message: "the journal cannot be read, so nobody knows what an earlier apply left unfinished",
  hint: "make the file readable for this user",
};
