/** A view that somebody has saved in the project, with its SQL. */
export interface SavedQuery {
  readonly name: string;
  readonly sql: string;
}

/**
 * Which saved queries read a table, by the table's address. At least these: PostHog tells no key about insights, endpoints and
 * notebooks. A table that is not named is read by nobody who is known.
 */
export type Readers = Readonly<Record<string, readonly string[]>>;
