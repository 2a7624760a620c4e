import { deleteData } from "../actions/delete-data.js";
import { destroySchema } from "../actions/destroy-schema.js";
import { listJobs } from "../actions/list-jobs.js";
import { schemaLogs } from "../actions/schema-logs.js";
import { notEmulated } from "../not-emulated.js";
import { route, SOURCE_READ, SOURCE_WRITE, type Route } from "../route.js";
import { destroySource } from "../source/destroy-source.js";
import { reloadSource } from "../source/reload-source.js";
import { incrementalFields } from "./incremental-fields.js";
import { patchSchema } from "./patch-schema.js";
import { listSchemas, listSources, retrieveSchema, retrieveSource } from "./read.js";
import { reload, resync } from "./start-sync.js";

const SCHEMAS = "external_data_schemas";
const SCHEMA = `${SCHEMAS}/:id`;
const SOURCES = "external_data_sources";
const SOURCE = `${SOURCES}/:id`;

/** No scope opened a schema, nor an action of a source: only a key without any scopes got further. */
export const ROUTES_OF_2025: readonly Route[] = [
  route("GET", SCHEMAS, "none", listSchemas),
  route("GET", SCHEMA, "none", retrieveSchema),
  route("PATCH", SCHEMA, "none", patchSchema),
  route("PUT", SCHEMA, "none", patchSchema),
  route("DELETE", SCHEMA, "none", destroySchema),
  route("GET", `${SCHEMA}/logs`, "none", schemaLogs),
  route("POST", `${SCHEMA}/reload`, "none", reload),
  route("POST", `${SCHEMA}/resync`, "none", resync),
  route("DELETE", `${SCHEMA}/delete_data`, "none", deleteData),
  route("POST", `${SCHEMA}/incremental_fields`, "none", incrementalFields),
  route("GET", SOURCES, SOURCE_READ, listSources),
  route("POST", SOURCES, SOURCE_WRITE, notEmulated),
  route("GET", SOURCE, SOURCE_READ, retrieveSource),
  route("PATCH", SOURCE, SOURCE_WRITE, notEmulated),
  route("DELETE", SOURCE, SOURCE_WRITE, destroySource),
  route("GET", `${SOURCE}/jobs`, "none", listJobs),
  route("POST", `${SOURCE}/reload`, "none", reloadSource),
];
