/** A file as it was read: decoded, not yet understood. */
export interface SourceText {
  /** as the user wrote it, relative to the working directory */
  readonly path: string;
  readonly text: string;
}
