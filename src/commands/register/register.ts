import type { Command } from "commander";
import type { Context } from "../context.js";
import type { ExitCode } from "../exit-code.js";

/** What a group of commands is registered with. Commands are loaded when they run, so that each start pays for one only. */
export interface Register {
  readonly context: Context;
  /** a command under the heading of its group */
  readonly add: (name: string, description: string) => Command;
  /** a command that no help shows: scripts call it */
  readonly hidden: (name: string, description: string) => Command;
  /** takes the exit code of the command that ran */
  readonly finish: (code: ExitCode) => void;
}
