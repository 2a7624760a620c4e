import type { Diagnostic, Position } from "../model/diagnostic.js";
import type { DiagnosticCode } from "./codes.js";
import type { Lines } from "./lines.js";

/** What is wrong and what to do about it, without a place. */
export interface Explanation {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
  /** the line may hold a secret that was put where a name belongs: it is never shown */
  readonly withheld?: true;
}

/** A mistake in the text that is being read. */
export interface Mistake extends Explanation {
  /** UTF-16 units from the start of the text; where the caret goes */
  readonly offset: number;
  /** another place that belongs to it: the message says which line */
  readonly also?: number;
}

/** A personal API key or a feature flag key of PostHog, whole or cut off. */
const KEY = /\bph[xs]_[A-Za-z0-9]+/g;
/** Longer lines are shown up to here, and not at all where the caret would stand behind it. */
const SHOWN_COLUMNS = 400;

export function toDiagnostics(lines: Lines, mistakes: readonly Mistake[]): readonly Diagnostic[] {
  return mistakes.map((mistake) => {
    const { offset, also, message } = mistake;
    const where = also === undefined ? "" : ` (first at line ${lines.positionAt(also).line})`;
    return toDiagnostic(lines, lines.positionAt(offset), { ...mistake, message: message + where });
  });
}

export function toDiagnostic(
  lines: Lines,
  position: Position,
  { code, message, hint, withheld }: Explanation,
): Diagnostic {
  const source = withheld ? undefined : shownLine(lines.textOf(position.line), position.column);
  const shown = source === undefined ? {} : { source };
  return { code, ...position, ...shown, message: redacted(message), hint: redacted(hint) };
}

/** As the text of one file has them. */
export const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column);

const redacted = (text: string): string => text.replaceAll(KEY, "***");

function shownLine(text: string, column: number): string | undefined {
  if (column > SHOWN_COLUMNS || text.search(KEY) !== -1) return undefined;
  return text.slice(0, SHOWN_COLUMNS);
}
