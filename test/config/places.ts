import type { Diagnostic } from "../../src/model/diagnostic.js";

/** What stays when the wording improves: `line:column code`. */
export const places = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
