import { join } from "node:path";
import { readText, writeText } from "../adapters/files.js";
import { makeFolderOf } from "../adapters/make-folder.js";
import { renderNextSteps } from "../report/next-steps.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { fileFailure, report } from "./failure.js";
import type { Failure } from "./failure.js";
import { IGNORE_FILE, withJournalIgnored } from "./ignore-journal.js";
import { exampleProject, exampleSource } from "./init-files.js";
import type { OutputOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { PROJECT_FILE } from "./project.js";
import { schemaUrl } from "./schema-url.js";

export interface InitOptions extends OutputOptions {
  readonly target: string;
  readonly host: string;
  readonly projectId?: number;
}

/** Writes a first configuration. Never over a file that is there. */
export async function init(context: Context, options: InitOptions): Promise<ExitCode> {
  const sourceFile = `warehouse/${options.target}/example.yaml`;
  const files: readonly (readonly [path: string, text: string])[] = [
    [PROJECT_FILE, exampleProject({ ...options, schema: await schemaUrl("project") })],
    [sourceFile, exampleSource(await schemaUrl("source"))],
  ];
  for (const [path] of files) {
    const there = await readText(context.cwd, path);
    if (there.ok || there.error.code !== "file-missing") return report(context, options, inTheWay(path));
  }
  for (const [path, text] of [...files, await withJournalIgnored(context)]) {
    const full = join(context.cwd, path);
    const folder = await makeFolderOf(full);
    const written = folder.ok ? await writeText(full, text) : folder;
    if (!written.ok) return report(context, options, fileFailure(path, written.error));
  }
  announce(context, options, [...files.map(([path]) => path), IGNORE_FILE]);
  return EXIT.done;
}

const inTheWay = (path: string): Failure => ({
  code: "already-there",
  message: `${path} is there already, so nothing was written`,
  hint: "edit it, or run warehog init in another folder",
});

function announce(context: Context, options: InitOptions, files: readonly string[]): void {
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ version: 1, files }, null, 2)}\n`);
    return;
  }
  const paint = paintFor(context.stdout, context, options);
  const next = [
    { command: "warehog validate", why: "checks the files, offline" },
    { command: "warehog plan --sandbox", why: "plans against an emulated PostHog; no account needed" },
    { command: "export POSTHOG_API_KEY=phx_…", why: "a personal API key with external_data_source:read" },
    { command: "warehog plan", why: "shows what would change in your project" },
    { command: "warehog pull", why: "writes down how its tables sync already; delete the example first" },
  ];
  const lines = [...files.map((path) => `${paint("good", "wrote")}  ${path}`), ""];
  context.stdout.write(`${[...lines, ...renderNextSteps(next, widthOf(context.stdout), paint)].join("\n")}\n`);
}
