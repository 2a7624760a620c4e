import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/start.js";
import type { Sandbox } from "../../src/sandbox/start.js";
import { runMain } from "../support/run-main.js";
import type { Ended } from "../support/run-main.js";
import { virtualClock } from "../support/virtual-clock.js";

/** A folder without a project, the sandbox that stands for a project, and the real command line. */
export interface Folder {
  readonly path: string;
  readonly sandbox: Sandbox;
  warehog(...args: readonly string[]): Promise<Ended>;
  /** a first pull of the sandbox's project */
  adopt(...args: readonly string[]): Promise<Ended>;
  write(file: string, text: string): void;
  read(file: string): string;
  /** every file below the folder with its text */
  files(): Readonly<Record<string, string>>;
}

export async function aFolder(document: unknown, key: string): Promise<Folder> {
  const clock = virtualClock();
  const sandbox = await startSandbox({ document, clock });
  const path = mkdtempSync(join(tmpdir(), "warehog-pull-"));
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(path, { recursive: true });
  });
  const warehog = (...args: readonly string[]): Promise<Ended> =>
    runMain(args, { cwd: path, env: { POSTHOG_API_KEY: key }, clock });
  const read = (file: string): string => readFileSync(join(path, file), "utf8");
  return {
    path,
    sandbox,
    warehog,
    adopt: (...args) => warehog("pull", "--host", sandbox.url, "--project-id", "1", ...args),
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    read,
    files: () =>
      Object.fromEntries(
        readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
          .toSorted()
          .map((file) => [file, read(file)]),
      ),
  };
}
