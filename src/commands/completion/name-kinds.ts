/** What --target, --source and --table name. */
export const NAME_KINDS = ["target", "source", "table"] as const;
export type NameKind = (typeof NAME_KINDS)[number];
