/** Inputs → one command → outputs. Beside cli.ts the only file that reads `process`; everything it knows is handed down. */
import { randomUUID } from "node:crypto";
import * as core from "@actions/core";
import type { Context } from "./commands/context.js";
import { readInputs } from "./commands/github/inputs.js";
import type { Inputs } from "./commands/github/inputs.js";
import { failed } from "./commands/github/result.js";
import type { ActionResult } from "./commands/github/result.js";
import { runAction } from "./commands/github/run-action.js";
import { runFacts } from "./commands/github/run-facts.js";
import type { Failure } from "./commands/failure.js";

declare const __WAREHOG_VERSION__: string | undefined;

/** Lines of ours may hold names from anywhere; while this token stands the runner takes none of them for a command. */
const quiet = randomUUID();
const stopping = new AbortController();

const surroundings: Omit<Context, "clock"> = {
  cwd: process.cwd(),
  env: process.env,
  stdin: { isTTY: false, ask: () => Promise.resolve(undefined), text: () => Promise.resolve("") },
  stdout: output(process.stdout),
  stderr: output(process.stdout),
  stop: {
    get requested() {
      return stopping.signal.aborted;
    },
    signal: stopping.signal,
    take() {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
    },
  },
  processes: { pid: process.pid, isAlive: () => false },
  version: typeof __WAREHOG_VERSION__ === "string" ? __WAREHOG_VERSION__ : "0.0.0-source",
};

await tell(await run());

async function run(): Promise<ActionResult> {
  const inputs = readInputs((name) => core.getInput(name));
  if (!inputs.ok) return failed(inputs.error);
  const facts = runFacts(process.env);
  if (!facts.ok) return failed(facts.error);
  maskSecrets(inputs.value);
  takeNoCommands();
  try {
    return await runAction({ surroundings, inputs: inputs.value, facts: facts.value, speakToRunner });
  } catch (error) {
    if (process.env["WAREHOG_DEBUG"] === "1" && error instanceof Error)
      surroundings.stderr.write(`${error.stack ?? ""}\n`);
    return failed(bug(error));
  } finally {
    takeCommands();
  }
}

function takeNoCommands(): void {
  process.stdout.write(`::stop-commands::${quiet}\n`);
}

function takeCommands(): void {
  process.stdout.write(`\n::${quiet}::\n`);
}

/** The upload of an artifact masks its signed address by a command of its own. */
async function speakToRunner<T>(work: () => Promise<T>): Promise<T> {
  takeCommands();
  try {
    return await work();
  } finally {
    takeNoCommands();
  }
}

/** Before anything is printed: the token, and every variable that the configuration may name. Each line of a value by itself. */
function maskSecrets({ token, allowedEnv }: Inputs): void {
  for (const secret of [token, ...[...allowedEnv].map((name) => process.env[name] ?? "")])
    for (const line of secret.split(/\r?\n/)) if (line.trim() !== "") core.setSecret(line);
}

// Declared as functions, not as values: the one statement above runs while values below it have none yet.
function bug(error: unknown): Failure {
  return {
    code: "bug",
    message: `this is a bug in Warehog (${error instanceof Error ? error.name : typeof error})`,
    hint: "please report it with the command that ran; WAREHOG_DEBUG=1 under env shows where it happened",
  };
}

async function tell({ outputs, summary, annotations, warnings, failure }: ActionResult): Promise<void> {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  if (summary !== "") await writeSummary(summary);
  for (const { level, title, message, file, line, col } of annotations)
    (level === "error" ? core.error : core.warning)(message, { title, file, startLine: line, startColumn: col });
  for (const warning of warnings) core.warning(said(warning));
  if (failure !== undefined) core.setFailed(said(failure));
}

function said({ code, message, hint }: Failure): string {
  return `${code}: ${message}\n${hint}`;
}

/** A page of the job is worth less than its result: without it everything else is still told. */
async function writeSummary(summary: string): Promise<void> {
  try {
    await core.summary.addRaw(summary).write();
  } catch {
    core.warning("the job summary could not be written, so this page lacks it");
  }
}

function output(stream: NodeJS.WriteStream) {
  return { isTTY: false, columns: undefined, write: (text: string): void => void stream.write(text) };
}
