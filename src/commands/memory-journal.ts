import { advance } from "../executor/owed.js";
import type { Journal } from "../executor/ports.js";
import type { Owed } from "../model/journal.js";
import { InvariantError } from "../model/result.js";

/**
 * A journal that ends with the command: for a plan, which adds nothing to it, and for a sandbox of one command, whose debts
 * must never meet those of a real target.
 */
export function memoryJournal(owed: readonly Owed[]): Journal {
  const open = new Map(owed.map((item) => [item.record.id, item]));
  return {
    owed: () => [...open.values()],
    append: async (entry) => {
      if (!advance(open, entry)) throw new InvariantError(`journal entry out of order: ${entry.event}`);
    },
  };
}
