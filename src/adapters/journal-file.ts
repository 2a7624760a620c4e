import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import pLimit from "p-limit";
import { advance, ledger } from "../executor/owed.js";
import { JournalFault, type Journal } from "../executor/ports.js";
import type { Ledger } from "../model/journal.js";
import { err, InvariantError, ok, type Result } from "../model/result.js";
import { replaceDurably } from "./durable.js";
import { journalBytes } from "./journal-bytes.js";
import {
  entryLine,
  headerLine,
  readJournal,
  type JournalContents,
  type JournalTarget,
  type JournalTrouble,
} from "./journal-lines.js";
import { codeOf, releaseLock, takeLock, type Processes } from "./lock-file.js";

export interface JournalFile extends Journal {
  /** gives the lock back; nothing can be appended afterwards */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly path: string;
  readonly target: JournalTarget;
  readonly processes: Processes;
}

/**
 * Opens the journal of one target, alone: a second command that writes is turned away while this one has it open.
 *
 * An append that a crash broke off is dropped, for no write goes out before its entry is complete. Any other damage is
 * reported and the file left as it is. A journal that owes nothing is started over, whosever it was; what it
 * proved is kept for its own target.
 */
export async function openJournal({
  path,
  target,
  processes,
}: JournalOptions): Promise<Result<JournalFile, JournalTrouble>> {
  const lock = `${path}.lock`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const holder = await takeLock(lock, processes);
    if (holder !== undefined) return err(lockedBy(holder, lock));
  } catch (cause) {
    return err(unusable(cause));
  }
  const read = await prepare(path, target).catch((cause: unknown) => err(unusable(cause)));
  if (read.ok) return ok(appendingTo(read.value, () => releaseLock(lock)));
  await releaseLock(lock);
  return read;
}

interface Opened extends Pick<JournalContents, "ledger" | "sum"> {
  readonly file: FileHandle;
}

async function prepare(path: string, target: JournalTarget): Promise<Result<Opened, JournalTrouble>> {
  const found = await journalBytes(path);
  if (!found.ok) return found;
  const bytes = found.value;
  if (bytes === undefined) return ok(await startOver(path, target, ledger()));

  const complete = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
  const read = readJournal(path, complete.toString("utf8"), target);
  if (!read.ok) return read;
  if (read.value.settled) return ok(await startOver(path, target, read.value.ledger));
  const file = await open(path, "a");
  if (complete.length < bytes.length) await file.truncate(complete.length);
  return ok({ ...read.value, file });
}

/** Nothing is owed: what was proved is all that has to be kept. */
async function startOver(path: string, target: JournalTarget, settled: Ledger): Promise<Opened> {
  const header = headerLine(target, [...settled.proved.values()]);
  await replaceDurably(path, header.line);
  return { ledger: settled, sum: header.sum, file: await open(path, "a") };
}

function appendingTo({ file, ledger: kept, sum: lastSum }: Opened, release: () => Promise<void>): JournalFile {
  const oneAtATime = pLimit(1);
  let sum = lastSum;
  let broken: unknown;

  return {
    owed: () => [...kept.open.values()],
    proved: () => [...kept.proved.values()],
    append: (entry) =>
      oneAtATime(async () => {
        if (broken !== undefined) throw new JournalFault(UNWRITABLE, { cause: broken });
        const next = entryLine(sum, entry);
        try {
          await file.appendFile(next.line);
          await file.datasync();
        } catch (cause) {
          broken = cause;
          throw new JournalFault(UNWRITABLE, { cause });
        }
        sum = next.sum;
        if (!advance(kept, entry)) throw new InvariantError(`journal entry out of order: ${entry.event}`);
      }),
    async close() {
      await oneAtATime(() => file.close());
      await release();
    },
  };
}

const UNWRITABLE = "the journal cannot be written any more, so nothing else was sent: apply again to finish";

const lockedBy = (pid: number, lock: string): JournalTrouble => ({
  message: `another command that may write to this target is running (process ${pid}), so nothing was sent`,
  // The system may have given the pid of a crashed command to another program.
  hint: `wait until it has ended, then run the command again; if no other warehog runs, delete ${lock}`,
});

const blockedAt = (cause: unknown): string | undefined =>
  cause instanceof Error && "path" in cause && typeof cause.path === "string" ? cause.path : undefined;

const unusable = (cause: unknown): JournalTrouble => ({
  message: `the journal cannot be opened (${codeOf(cause) ?? "unknown error"}): without it nothing is written`,
  hint: `make ${blockedAt(cause) ?? "the folder and the file"} readable and writable for this user; if a folder or another user's file stands there, move it away`,
});
