import { advance, ledger } from "../../src/executor/owed.js";
import { JournalFault, type Journal } from "../../src/executor/ports.js";
import type { JournalEntry } from "../../src/model/journal.js";
import { InvariantError } from "../../src/model/result.js";
import { switchboard, type Switchboard } from "./switchboard.js";

/** What survives a kill: every entry whose append came back, and the one that was being written, if its time had come. */
export class FakeJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  board: Switchboard = switchboard();
  readonly #kept = ledger();

  owed = () => [...this.#kept.open.values()];
  proved = () => [...this.#kept.proved.values()];

  async append(entry: JournalEntry): Promise<void> {
    const trouble = this.board.trouble("append");
    this.board.pass(() => {
      if (trouble !== undefined) throw new JournalFault("the disk is full");
      this.entries.push(entry);
      if (!advance(this.#kept, entry)) throw new InvariantError(`out of order: ${JSON.stringify(entry)}`);
    });
  }
}
