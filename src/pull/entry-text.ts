import { flowText, keyText } from "../config/flow-text.js";
import { FIELDS } from "../model/settings.js";
import type { DeclaredSettings } from "../model/settings.js";

const WIDEST = 110;

/** `field: value` lines, each without the indentation of the block that they stand in. */
export const fieldLines = (settings: DeclaredSettings): readonly string[] =>
  FIELDS.flatMap((field) => {
    const value = settings[field];
    return value === undefined ? [] : lineOf(field, value);
  });

function lineOf(field: string, value: unknown): readonly string[] {
  const line = `${field}: ${flowText(value)}`;
  if (line.length <= WIDEST || !Array.isArray(value)) return [line];
  return [`${field}:`, ...value.map((item) => `  - ${flowText(item)}`)];
}

/** The entry of a table as a block. */
export function entryLines(name: string, settings: DeclaredSettings, remark: string | undefined): readonly string[] {
  const lines = [...fieldLines(settings), ...(remark === undefined ? [] : [`# ${remark}`])];
  if (lines.length === 0) return [`${keyText(name)}: {}`];
  const isBare = lines.every((line) => line.startsWith("#"));
  return [`${keyText(name)}:${isBare ? " {}" : ""}`, ...lines.map((line) => `  ${line}`)];
}

/** The same on one line, for a mapping in braces. */
export const entryFlow = (name: string, settings: DeclaredSettings): string =>
  `${keyText(name)}: ${flowText(settings)}`;
