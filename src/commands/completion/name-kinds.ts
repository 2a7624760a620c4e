/** What can be named by word: names that the files declare, and codes. An address is a source, or source/table. */
export const NAME_KINDS = ["target", "source", "table", "address", "code"] as const;
export type NameKind = (typeof NAME_KINDS)[number];
