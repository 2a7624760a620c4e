import type { Diagnostic } from "../model/diagnostic.js";

/** Four lines: where and what, the line, a caret under the column, what to do. Ends without a line break. */
export function formatDiagnostic({ file, line, column, code, message, source, hint }: Diagnostic): string {
  const head = `${file}:${line}:${column} ${code} ${message}`;
  const end = `hint: ${hint}`;
  if (source === undefined) return `${head}\n${end}`;
  const gutter = `${line} | `;
  // A tab keeps its width only if it stands above a tab.
  const before = source.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return [head, gutter + source, `${" ".repeat(gutter.length)}${before}^`, end].join("\n");
}
