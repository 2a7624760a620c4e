import { main } from "../../src/commands/main.js";
import { aContext } from "../commands/a-context.js";
import type { Surroundings } from "../commands/a-context.js";

export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in this process: all of it but what src/cli.ts does, at a tenth of what a process takes. */
export async function runMain(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const context = aContext(surroundings);
  const exit = await main(args, context);
  return { exit, ...context.said() };
}
