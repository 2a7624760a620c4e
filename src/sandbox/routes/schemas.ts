import { cancel } from "../actions/cancel.js";
import { deleteData } from "../actions/delete-data.js";
import { destroySchema } from "../actions/destroy-schema.js";
import { listSchemas, retrieveSchema } from "../actions/read-schemas.js";
import { reload } from "../actions/reload.js";
import { resync } from "../actions/resync.js";
import { readSchemaDestinations, writeSchemaDestinations } from "../actions/schema-destinations.js";
import { schemaLogs } from "../actions/schema-logs.js";
import { patchSchema } from "../patch/patch-schema.js";
import { route, SOURCE_READ, SOURCE_WRITE, type Route } from "../route.js";
import { incrementalFields } from "../source/incremental-fields.js";

const LIST = "external_data_schemas";
const ONE = `${LIST}/:id`;

export const SCHEMA_ROUTES: readonly Route[] = [
  route("GET", LIST, SOURCE_READ, listSchemas),
  route("GET", ONE, SOURCE_READ, retrieveSchema),
  route("PATCH", ONE, SOURCE_WRITE, patchSchema),
  // None of the fields is required of a PUT either.
  route("PUT", ONE, SOURCE_WRITE, patchSchema),
  route("DELETE", ONE, SOURCE_WRITE, destroySchema),
  route("GET", `${ONE}/logs`, SOURCE_READ, schemaLogs),
  route("POST", `${ONE}/reload`, SOURCE_WRITE, reload),
  route("POST", `${ONE}/resync`, SOURCE_WRITE, resync),
  route("POST", `${ONE}/cancel`, SOURCE_WRITE, cancel),
  route("DELETE", `${ONE}/delete_data`, SOURCE_WRITE, deleteData),
  route("POST", `${ONE}/incremental_fields`, SOURCE_WRITE, incrementalFields),
  route("GET", `${ONE}/destinations`, SOURCE_WRITE, readSchemaDestinations),
  route("PATCH", `${ONE}/destinations`, SOURCE_WRITE, writeSchemaDestinations),
];
