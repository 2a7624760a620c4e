import { formatDiagnostic } from "../config/format-diagnostic.js";
import type { Diagnostic } from "../model/diagnostic.js";
import { labelled } from "../report/layout.js";
import { counted } from "../report/numbers.js";
import { visibleTexts } from "../report/visible.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { writeJsonError } from "./json-error.js";
import type { OutputOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";

/** Why a command has no result. Never a bug: bugs are exceptions. */
export interface Failure {
  readonly code: string;
  /** the consequence, one sentence, starting in lower case */
  readonly message: string;
  /** the next thing to do or to type */
  readonly hint: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly exit?: ExitCode;
}

export const invalidFiles = (diagnostics: readonly Diagnostic[]): Failure => ({
  code: "configuration-invalid",
  message: `${counted(diagnostics.length, "mistake")} in the configuration, so nothing was read or written`,
  hint: "mend the files as said above; warehog explain <code> tells more",
  diagnostics,
});

/** A file that a command was told to read or write, and cannot: there is no line to point at. */
export const fileFailure = (path: string, { code, message, hint }: Diagnostic): Failure => ({
  code,
  message: `${path}: ${message}`,
  hint,
});

/** Says what went wrong, to people or as one JSON value, and gives the exit code for it. */
export function report(context: Context, options: OutputOptions, failure: Failure): ExitCode {
  const { code, message, hint, diagnostics = [], exit = EXIT.error } = failure;
  if (options.json === true) {
    writeJsonError(context, failure, diagnostics);
    return exit;
  }
  const paint = paintFor(context.stderr, context, options);
  const width = widthOf(context.stderr);
  const shown = visibleTexts({ message, hint });
  const lines = [
    ...diagnostics.map((diagnostic) => `${formatDiagnostic(visibleTexts(diagnostic))}\n`),
    ...labelled(paint("danger", "error:"), 7, `${shown.message} ${paint("dim", `(${code})`)}`, width),
    ...labelled(paint("title", "hint:"), 7, shown.hint, width),
  ];
  context.stderr.write(`${lines.join("\n")}\n`);
  return exit;
}
