import { invalid } from "../errors.js";
import { knownColumns, sameColumns } from "./columns.js";
import type { Edit, Rule } from "./edit.js";

export const changePrimaryKey: Rule = (edit) => {
  const { sent, draft } = edit;
  switch (draft.sync_type) {
    case "incremental":
      checkMergeKey(edit);
      if (sent.primary_key_columns !== undefined && hasKey(edit)) refuseSwap(edit, sent.primary_key_columns);
      takeKey(edit);
      return;
    case "append":
    case "webhook":
      takeKey(edit);
      return;
    case "cdc":
      requireKey(edit, "CDC");
      return;
    case "xmin":
      requireKey(edit, "xmin replication");
      return;
    case "full_refresh":
    case null:
      return;
  }
};

/** A merge without a key syncs once and fails ever after. `id` counts, because discovery falls back to it. */
function checkMergeKey({ source, sent, before, draft }: Edit): void {
  const { primary_key_columns: requested } = sent;
  if (before.sync_type === "incremental" && requested === undefined) return;
  const known = new Set(knownColumns(draft).map((column) => column.name.toLowerCase()));
  if (known.size === 0) return;
  const inForce = requested === undefined ? before.primary_key_columns : requested;
  if (source.capabilities.detects_primary_keys && isEmpty(inForce) && !known.has("id")) {
    throw invalid(
      `'${before.name}' has no primary key to sync incrementally on. Choose a primary key for it, or switch it to full table replication.`,
    );
  }
  const unknown = (requested ?? []).filter((column) => !known.has(column.toLowerCase()));
  if (unknown.length > 0) throw invalid(`'${before.name}' has no column named ${unknown.join(", ")} to merge on.`);
}

/** CDC and xmin take a key only together with `sync_type`, and none that differs once there is data: not even a first one. */
function requireKey(edit: Edit, label: string): void {
  const { sent, before, draft } = edit;
  if (sent.sync_type === undefined) return;
  if (sent.primary_key_columns !== undefined && !isEmpty(sent.primary_key_columns)) {
    refuseSwap(edit, sent.primary_key_columns);
    draft.primary_key_columns = sent.primary_key_columns;
  } else if (!hasKey(edit)) {
    throw invalid(
      `${label} requires a primary key on table '${before.name}'. Choose a primary key for it, or add one on the source table and resync.`,
    );
  }
}

function refuseSwap({ before }: Edit, requested: readonly string[] | null): void {
  if (before.table === null || sameColumns(requested, before.primary_key_columns)) return;
  throw invalid(
    "Primary key cannot be changed after data has been synced. Delete the synced data first, then change the primary key.",
  );
}

function takeKey({ sent, draft }: Edit): void {
  if (sent.primary_key_columns !== undefined) draft.primary_key_columns = sent.primary_key_columns;
}

const hasKey = ({ before }: Edit): boolean => !isEmpty(before.primary_key_columns);

const isEmpty = (key: readonly string[] | null): boolean => key === null || key.length === 0;
