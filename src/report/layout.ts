import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Narrower than this nothing reads well; a terminal of 15 columns gets lines that its own wrapping breaks. */
const NARROWEST = 16;
/** Text that would stand in a narrower column beside its label stands below it. */
const LEAST_BESIDE = 26;
/** How much further in it stands than its label. */
const BELOW = 2;

export const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - stringWidth(text)));
export const padStart = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - stringWidth(text))) + text;
export const widest = (texts: Iterable<string>): number => {
  let most = 0;
  for (const text of texts) most = Math.max(most, stringWidth(text));
  return most;
};

export const wrap = (text: string, width: number): readonly string[] =>
  stringWidth(text) <= width ? [text] : wrapAnsi(text, Math.max(NARROWEST, width), { hard: true }).split("\n");

/** Wrapped, with what continues a line set in by two. */
export function hang(text: string, width: number): readonly string[] {
  const [first = "", ...rest] = wrap(text, width);
  return rest.length === 0 ? [first] : [first, ...indent(wrap(rest.join(" "), width - 2), 2)];
}

export const indent = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));

/** A label at the left, the wrapped text beside it. */
export function labelled(label: string, labelWidth: number, text: string, width: number): readonly string[] {
  return fitted(label, labelWidth, width, (room) => wrap(text, room));
}

/**
 * A label at the left of lines, or above them where that leaves them too narrow.
 *
 * @param lines  made for as many columns as they are given
 */
export function fitted(
  label: string,
  labelWidth: number,
  width: number,
  lines: (room: number) => readonly string[],
): readonly string[] {
  const room = width - labelWidth;
  if (room >= LEAST_BESIDE) return beside(label, labelWidth, lines(room));
  const by = label.length - label.trimStart().length + BELOW;
  return label.trim() === "" ? indent(lines(width - BELOW), BELOW) : [label, ...indent(lines(width - by), by)];
}

/** A label at the left of lines that are already as narrow as they should be. */
export function beside(label: string, labelWidth: number, lines: readonly string[]): readonly string[] {
  const gutter = " ".repeat(labelWidth);
  return lines.map((line, index) => (index === 0 ? pad(label, labelWidth) : gutter) + line);
}

/** What fits into one line, for what is redrawn in place: a wrapped line could not be erased. */
export function firstLine(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  return `${wrapAnsi(text, width - 1, { hard: true, trim: false }).split("\n")[0] ?? ""}…`;
}
