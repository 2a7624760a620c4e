import { memoryJournal } from "../../src/commands/memory-journal.js";
import { JournalFault, type Journal } from "../../src/executor/ports.js";
import type { JournalEntry } from "../../src/model/journal.js";

/** A journal that outlives its process, and takes nothing more from one that was killed. */
export interface MortalJournal extends Journal {
  readonly entries: readonly JournalEntry[];
  killed: boolean;
}

export function mortalJournal(): MortalJournal {
  const inner = memoryJournal([]);
  const entries: JournalEntry[] = [];
  return {
    entries,
    killed: false,
    owed: () => inner.owed(),
    proved: () => inner.proved(),
    async append(entry) {
      if (this.killed) throw new JournalFault("the process is gone");
      await inner.append(entry);
      entries.push(entry);
    },
  };
}
