import { formatDiagnostic } from "../config/format-diagnostic.js";
import { labelled } from "../report/layout.js";
import { visibleTexts } from "../report/visible.js";
import type { Context } from "./context.js";
import type { Failure } from "./failure.js";
import type { OutputOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";

const LABEL_WIDTH = 7;

/** A failure as people read it on stderr: every mistake with its line, then what it comes to and what to do. */
export function failureText(context: Context, options: OutputOptions, failure: Failure): string {
  const { code, message, hint, diagnostics = [] } = visibleTexts(failure);
  const paint = paintFor(context.stderr, context, options);
  const width = widthOf(context.stderr);
  const lines = [
    ...diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic, context.stderr.columns)}\n`),
    ...labelled(paint("danger", "error:"), LABEL_WIDTH, `${message} ${paint("dim", `(${code})`)}`, width),
    ...labelled(paint("title", "hint:"), LABEL_WIDTH, hint, width),
  ];
  return `${lines.join("\n")}\n`;
}
