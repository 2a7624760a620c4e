/** read: nothing that changes anything leaves this process. write: the calls of a plan's steps as well. */
export type Mode = "read" | "write";

/** A probe is a POST that stores nothing: it asks the customer's source through PostHog. */
export type Access = "read" | "probe" | "write";

const SCHEMA = "external_data_schemas/:id/";
const SOURCE = "external_data_sources/:id/";

/** Every call that this client makes; below /api/projects/{id}/. What is not listed is never sent, in neither mode. */
const CALLS: readonly (readonly [Access, method: string, path: string])[] = [
  ["read", "GET", "external_data_sources/"],
  ["read", "GET", SOURCE],
  ["read", "GET", `${SOURCE}jobs/`],
  ["read", "GET", `${SOURCE}cdc_status/`],
  ["read", "GET", `${SOURCE}webhook_info/`],
  ["read", "GET", SCHEMA],
  ["read", "GET", "warehouse_saved_queries/"],
  ["read", "GET", "warehouse_saved_queries/:id/"],
  ["probe", "POST", `${SCHEMA}incremental_fields/`],
  ["probe", "POST", `${SOURCE}check_cdc_prerequisites_for_source/`],
  ["write", "PATCH", SCHEMA],
  ["write", "POST", `${SCHEMA}reload/`],
  ["write", "POST", `${SCHEMA}resync/`],
  ["write", "POST", `${SCHEMA}cancel/`],
  ["write", "DELETE", `${SCHEMA}delete_data/`],
  ["write", "POST", `${SOURCE}enable_cdc/`],
  ["write", "POST", `${SOURCE}create_webhook/`],
  ["write", "POST", `${SOURCE}update_webhook_inputs/`],
  ["write", "POST", `${SOURCE}delete_webhook/`],
  ["write", "POST", `${SOURCE}refresh_schemas/`],
];

const PATTERNS = CALLS.map(([access, method, path]) => ({
  access,
  method,
  pattern: new RegExp(`^${path.replace(":id", "[^/]+")}$`),
}));

/**
 * What a call may do, or undefined where it may not be made.
 *
 * @param path below /api/projects/{id}/, as the URL parser left it: `..` and the like are gone by then
 */
export function accessOf(mode: Mode, method: string, path: string): Access | undefined {
  const access = PATTERNS.find((call) => call.method === method && call.pattern.test(path))?.access;
  return access === "write" && mode === "read" ? undefined : access;
}
