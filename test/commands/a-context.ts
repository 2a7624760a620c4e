import type { Context } from "../../src/commands/context.js";

interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

export type Spoken = Context & { said(): Said };

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Context["env"];
  readonly clock?: Context["clock"];
  /** answers to questions; absent: no terminal to ask at */
  readonly answers?: readonly (string | undefined)[];
  readonly columns?: number;
  /** what standard input holds where it is no terminal */
  readonly piped?: string;
  /** absent: every other process is gone */
  readonly processes?: Context["processes"];
}

/** A world of its own for one command: what it says is kept, and what it asks is answered from a list. */
export function aContext({
  cwd = "/nowhere",
  env = {},
  clock,
  answers,
  columns,
  piped = "",
  processes = { pid: 1, isAlive: () => false },
}: Surroundings = {}): Spoken {
  const said = { stdout: "", stderr: "" };
  const stopping = new AbortController();
  const left = [...(answers ?? [])];
  const isTTY = answers !== undefined;
  return {
    cwd,
    env,
    stdin: {
      isTTY,
      ask: async (question) => {
        said.stderr += question;
        return left.shift();
      },
      text: async () => piped,
    },
    stdout: { isTTY, columns, write: (text) => void (said.stdout += text) },
    stderr: { isTTY, columns, write: (text) => void (said.stderr += text) },
    clock: clock ?? { now: () => 0, sleep: async () => {} },
    stop: {
      get requested() {
        return stopping.signal.aborted;
      },
      signal: stopping.signal,
      take() {},
    },
    processes,
    version: "0.0.0-test",
    said: () => said,
  };
}
