import type { Clock, Stop } from "../executor/ports.js";

export interface Output {
  readonly isTTY: boolean;
  /** undefined where there is no terminal to ask */
  readonly columns: number | undefined;
  write(text: string): void;
}

interface Input {
  readonly isTTY: boolean;
  /** asks on stderr; undefined: the input ended, or Ctrl-C */
  ask(question: string): Promise<string | undefined>;
  /** all that is piped in; nothing of it is shown */
  text(): Promise<string>;
}

interface Interruption extends Stop {
  readonly signal: AbortSignal;
  /**
   * from now on the first Ctrl-C only asks for a clean stop, and the second leaves at once
   *
   * @param leaving  has its say before the process ends
   */
  take(leaving?: () => void): void;
}

/** This process, and how to tell whether another one still lives: a lock outlives the process that took it. */
interface Processes {
  readonly pid: number;
  isAlive(pid: number): boolean;
}

/** All that a command may know of the world around it; made in cli.ts from `process`, in tests by hand. */
export interface Context {
  /** absolute */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  /** the result */
  readonly stdout: Output;
  /** everything else */
  readonly stderr: Output;
  readonly clock: Clock;
  readonly stop: Interruption;
  readonly processes: Processes;
  /** of Warehog */
  readonly version: string;
}
