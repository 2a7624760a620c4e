/** Why GitHub told nothing: no permission for the call, a failed call, or an answer that is known to be cut short. */
export interface Unknown {
  readonly known: false;
  readonly why: "forbidden" | "unavailable" | "incomplete";
  /** method and path without host or query: this text reaches pull requests */
  readonly call: string;
}

/** What GitHub told, or why nothing is known. Unknown is never "no", "none" or "unchanged". */
export type Known<T> = { readonly known: true; readonly value: T } | Unknown;
