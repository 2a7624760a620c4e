import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

export const ROOT = resolve(import.meta.dirname, "../..");
export const CLI = join(ROOT, "dist/cli.js");

export interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** resolves when the text stands on stderr, or the process has ended */
  saysOnStderr(text: string): Promise<void>;
}

interface Where {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The built command line as a process of its own. */
export function startCli(args: readonly string[], { cwd = ROOT, env = {} }: Where = {}): Running {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const watchers: (() => void)[] = [];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    for (const watch of watchers) watch();
  });
  const ended = new Promise<Ended>((done, fail) => {
    child.once("error", fail);
    child.once("close", (exit, signal) => done({ exit, signal, stdout, stderr }));
  });
  onTestFinished(() => {
    if (child.exitCode === null) child.kill("SIGKILL");
  });
  return {
    child,
    ended,
    saysOnStderr: (text) =>
      Promise.race([
        ended.then(() => undefined),
        new Promise<void>((seen) => {
          const watch = (): void => {
            if (stderr.includes(text)) seen();
          };
          watchers.push(watch);
          watch();
        }),
      ]),
  };
}

export const cli = (args: readonly string[], where: Where = {}): Promise<Ended> => startCli(args, where).ended;

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "warehog-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
