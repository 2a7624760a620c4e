import { requireSchema } from "../access.js";
import { log } from "../effects.js";
import type { Handler } from "../handler.js";
import type { Schema } from "../state.js";

/** Always 200. A run in flight goes on and may write the table again; CDC keeps streaming without the rows that were there. */
export const deleteData: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  if (source.access_method === "direct") {
    schema.should_sync = false;
    schema.internal.table_deleted = true;
  } else if (schema.table !== null) {
    forgetTable(schema);
    log(request.world, { kind: "table_deleted", schema_id: schema.id });
  }
  return { status: 200 };
};

function forgetTable(schema: Schema): void {
  schema.table = null;
  schema.last_synced_at = null;
  schema.status = null;
  Object.assign(schema.internal, {
    incremental_field_last_value: null,
    incremental_field_earliest_value: null,
    xmin_last_value: null,
    initial_sync_complete: false,
    reset_pipeline: false,
    table_max_values: {},
  } satisfies Partial<Schema["internal"]>);
}
