import type { Diagnostic } from "../model/diagnostic.js";

/**
 * Four lines: where and what, the line, a caret under the column, what to do. Ends without a line break.
 *
 * @param width  columns; of a longer line the part around the caret is shown, which a wrapped line would leave behind
 */
export function formatDiagnostic(
  { file, line, column, code, message, source, hint }: Diagnostic,
  width = Infinity,
): string {
  const head = `${file}:${line}:${column} ${code} ${message}`;
  const end = `hint: ${hint}`;
  if (source === undefined) return `${head}\n${end}`;
  const gutter = `${line} | `;
  const { text, at } = around(source, column - 1, Math.max(NARROWEST, width - gutter.length));
  // A tab keeps its width only if it stands above a tab.
  const before = text.slice(0, at).replaceAll(/[^\t]/g, " ");
  return [head, gutter + text, `${" ".repeat(gutter.length)}${before}^`, end].join("\n");
}

const NARROWEST = 16;

/** What fits of a line, with the caret's place in it. */
function around(line: string, at: number, room: number): { readonly text: string; readonly at: number } {
  if (line.length <= room) return { text: line, at };
  const start = Math.max(0, Math.min(at - Math.floor(room / 2), line.length - room));
  const [left, right] = [start > 0 ? "…" : "", start + room < line.length ? "…" : ""];
  return {
    text: left + line.slice(start + left.length, start + room - right.length) + right,
    at: at - start,
  };
}
