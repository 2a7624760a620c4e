import type { Diagnostic } from "../model/diagnostic.js";
import { counted } from "../model/numbers.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { writeJsonError } from "./json-error.js";
import type { OutputOptions } from "./options.js";

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

/**
 * A file that a command was told to read or write, and cannot: there is no line to point at.
 *
 * @param ifMissing  the hint where it is no file of the configuration that is not there
 */
export const fileFailure = (path: string, { code, message, hint }: Diagnostic, ifMissing = hint): Failure => ({
  code,
  message: `${path}: ${message}`,
  hint: code === "file-missing" ? ifMissing : hint,
});

/** Says what went wrong, to people or as one JSON value, and gives the exit code for it. */
export async function report(context: Context, options: OutputOptions, failure: Failure): Promise<ExitCode> {
  if (options.json === true) writeJsonError(context, failure, failure.diagnostics);
  else {
    // Measuring and wrapping text costs a tenth of a start, and most starts have nothing to say.
    const { failureText } = await import("./failure-text.js");
    context.stderr.write(failureText(context, options, failure));
  }
  return failure.exit ?? EXIT.error;
}
