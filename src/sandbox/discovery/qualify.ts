import { softDelete } from "../removal.js";
import type { Schema, Source } from "../state.js";
import { isQualified } from "./names.js";

/** The names that rows had, and the ones that they have now. */
type Renames = ReadonlyMap<string, string>;

const DEFAULT_NAMESPACE = "public";

/**
 * Rows from before a source could have several schemas are renamed in place, `table` to `schema.table`; id, settings and data stay.
 *
 * A second row that discovery has made meanwhile for the qualified name goes, unless it holds data: then both stay as they are.
 */
export function qualifyBareNames(source: Source): Renames {
  const renames = new Map<string, string>();
  // Only databases name a table by its schema.
  if (!source.capabilities.detects_primary_keys) return renames;
  const found = new Set(source.live_source.tables.map(({ name }) => name));
  for (const schema of source.schemas.filter(({ deleted, name }) => !deleted && !isQualified(name))) {
    const qualified = `${namespaceOf(source) ?? DEFAULT_NAMESPACE}.${schema.name}`;
    if (found.has(schema.name) || !found.has(qualified)) continue;
    const before = schema.name;
    if (qualify(source, schema, qualified)) renames.set(before, qualified);
  }
  return renames;
}

/** A source that is no longer confined to one schema: its rows were all of that one. */
export function leaveNamespace(source: Source, namespace: string): void {
  for (const schema of source.schemas) {
    if (!schema.deleted && !isQualified(schema.name)) qualify(source, schema, `${namespace}.${schema.name}`);
  }
}

/** The schema that a source is confined to. */
export function namespaceOf({ job_inputs: inputs }: Pick<Source, "job_inputs">): string | undefined {
  const schema = inputs?.["schema"];
  return typeof schema === "string" && schema.trim() !== "" ? schema.trim() : undefined;
}

function qualify(source: Source, schema: Schema, qualified: string): boolean {
  const double = source.schemas.find(({ deleted, name }) => !deleted && name === qualified);
  if (double !== undefined && double.table !== null) return false;
  if (double !== undefined) softDelete(double);
  schema.name = qualified;
  return true;
}
