import { listSavedQueries, retrieveSavedQuery } from "../around/saved-queries.js";
import { countRows } from "../around/count-rows.js";
import { totalRowsStats } from "../around/total-rows-stats.js";
import { notEmulated } from "../not-emulated.js";
import { route, type Route, type Scope } from "../route.js";

const VIEW_READ = ["warehouse_view:read"] as const satisfies Scope;
const HEALTH = [
  "warehouse_view:read",
  "external_data_source:read",
  "batch_export:read",
  "hog_function:read",
] as const satisfies Scope;
const VIEW = "warehouse_saved_queries/:id";

/** Who reads a table, how many rows it has, and what the project has used. */
export const AROUND_ROUTES: readonly Route[] = [
  route("GET", "warehouse_saved_queries", VIEW_READ, listSavedQueries),
  route("GET", VIEW, VIEW_READ, retrieveSavedQuery),
  route("POST", `${VIEW}/ancestors`, "none", notEmulated),
  route("POST", `${VIEW}/descendants`, "none", notEmulated),
  route("GET", `${VIEW}/dependencies`, "none", notEmulated),
  route("GET", "lineage/get_upstream", "none", notEmulated),
  route("GET", "data_modeling_nodes", "none", notEmulated),
  route("GET", "data_modeling_edges", "none", notEmulated),
  route("POST", "query", ["query:read"], countRows),
  route("GET", "data_warehouse/total_rows_stats", "none", totalRowsStats),
  route("GET", "data_warehouse/job_stats", "none", notEmulated),
  route("GET", "data_warehouse/running_activity", "none", notEmulated),
  route("GET", "data_warehouse/data_health_issues", HEALTH, notEmulated),
];
