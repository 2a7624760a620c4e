import { lstat, readFile } from "node:fs/promises";
import { err, ok, type Result } from "../model/result.js";
import type { JournalTrouble } from "./journal-lines.js";
import { codeOf } from "./lock-file.js";

/**
 * What stands in a journal; undefined where there is none.
 *
 * @throws what the file system refuses, e.g. EACCES
 */
export async function journalBytes(path: string): Promise<Result<Buffer | undefined, JournalTrouble>> {
  const found = await lstat(path).catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw cause;
  });
  if (found === undefined) return ok(undefined);
  // Reading a pipe would wait for a writer for ever, and a link may lead to another target's journal.
  return found.isFile() ? ok(await readFile(path)) : err(notRegular(path));
}

const notRegular = (path: string): JournalTrouble => ({
  message: `${path} is no regular file, so it cannot be the journal: without one nothing is written`,
  hint: "move it away, and put the journal back there if you have it elsewhere",
});
