import type { Schema, Source, SyncType } from "../state.js";
import type { SchemaPlace, World } from "../world.js";
import type { SentFields } from "./sent-fields.js";

/** One PATCH on its way through the rules. Nothing but `draft` changes before the save. */
export interface Edit {
  readonly world: World;
  readonly source: Source;
  readonly sent: SentFields;
  /** As it was when the request came. */
  readonly before: Readonly<Schema>;
  /** What the save will store. Its `sync_type` and `should_sync` already are the resulting ones. */
  readonly draft: Schema;
  /** The stored schema itself, for what follows the save. */
  readonly schema: Schema;
  /** A run is asked for after the save. */
  startsRun: boolean;
  /** The schedule was created and runs at once: nothing else has to be triggered. */
  firstRunStarted: boolean;
}

export type Rule = (edit: Edit) => void;

export function beginEdit(world: World, { schema, source }: SchemaPlace, sent: SentFields): Edit {
  const draft = copy(schema);
  if (sent.sync_type !== undefined) draft.sync_type = sent.sync_type;
  if (sent.should_sync !== undefined) draft.should_sync = sent.should_sync;
  return { world, source, sent, before: copy(schema), draft, schema, startsRun: false, firstRunStarted: false };
}

export function save({ schema, draft }: Edit): void {
  Object.assign(schema, draft);
}

/** The server merges, keeps a key and takes a cursor for these three. */
export const isIncrementalStyle = (type: SyncType | null): boolean =>
  type === "incremental" || type === "append" || type === "webhook";

export const isJoiningCdc = ({ before, draft }: Edit): boolean =>
  draft.sync_type === "cdc" && before.sync_type !== "cdc";

export const isLeavingCdc = ({ before, draft }: Edit): boolean =>
  before.sync_type === "cdc" && draft.sync_type !== "cdc";

export const isBeingEnabled = ({ before, draft }: Edit): boolean => draft.should_sync && !before.should_sync;

export const isBeingDisabled = ({ before, draft }: Edit): boolean => before.should_sync && !draft.should_sync;

const copy = (schema: Schema): Schema => ({
  ...schema,
  table: schema.table && { ...schema.table },
  internal: { ...schema.internal },
});
