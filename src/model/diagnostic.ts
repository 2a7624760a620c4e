/** A user's mistake in a file: what is wrong, where, and what to do about it. Line and column count from 1. */
export interface Diagnostic {
  readonly code: string; // kebab-case, stable, documented in docs/rules.md
  readonly file: string; // as the user wrote it, relative to the working directory
  readonly line: number;
  readonly column: number;
  /** the text of that line, for the caret; absent where the file could not be read */
  readonly source?: string;
  readonly message: string;
  readonly hint: string;
}

/** Where a value stands. Line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
