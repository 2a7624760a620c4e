import type { Diagnostic } from "../model/diagnostic.js";
import type { Context } from "./context.js";

interface ErrorValue {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** With --json an error is one JSON value too, and always of this shape. */
export function writeJsonError(
  { stdout }: Context,
  { code, message, hint }: ErrorValue,
  diagnostics: readonly Diagnostic[] = [],
): void {
  stdout.write(`${JSON.stringify({ error: { code, message, hint }, diagnostics }, null, 2)}\n`);
}
