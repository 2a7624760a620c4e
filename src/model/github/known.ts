/** Why GitHub told nothing: no permission for the call, a failed call, or an answer that is known to be cut short. */
export interface Unknown {
  readonly known: false;
  readonly why: "forbidden" | "unavailable" | "incomplete";
  /** method and path without host or query: this text reaches pull requests */
  readonly call: string;
}

/** What GitHub told, or why nothing is known. Unknown is never "no", "none" or "unchanged". */
export type Known<T> = { readonly known: true; readonly value: T } | Unknown;

/** Why a file was not kept: it was refused, nobody answered, or there is no room for it. */
export interface NotKept extends Omit<Unknown, "why"> {
  readonly why: "forbidden" | "unavailable" | "quota";
}

/** A file that GitHub keeps, or why it does not. */
export type Kept<T> = Exclude<Known<T>, Unknown> | NotKept;
