import { advance, ledger } from "../executor/owed.js";
import type { Journal } from "../executor/ports.js";
import type { Owed } from "../model/journal.js";
import { InvariantError } from "../model/result.js";

/**
 * A journal that ends with the command: for a plan, which adds nothing to it, and for a sandbox of one command, whose debts
 * must never meet those of a real target.
 */
export function memoryJournal(owed: readonly Owed[]): Journal {
  const kept = ledger(owed);
  return {
    owed: () => [...kept.open.values()],
    proved: () => [...kept.proved.values()],
    append: async (entry) => {
      if (!advance(kept, entry)) throw new InvariantError(`journal entry out of order: ${entry.event}`);
    },
  };
}
