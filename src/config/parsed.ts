import type { Diagnostic } from "../model/diagnostic.js";

/** What could be understood and everything that is wrong. A value beside diagnostics is good for finding more mistakes, never for planning. */
export interface Parsed<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
