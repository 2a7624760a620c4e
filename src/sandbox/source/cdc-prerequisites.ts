import { requireSource } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import type { Source } from "../state.js";
import type { ManagementMode } from "./cdc-config.js";
import { membersOf, type Members } from "./request-members.js";

/** Checks the source with its stored credentials; its tables are not looked at. Unmet prerequisites are a 200. */
export const checkCdcPrerequisitesForSource: Handler = (request) => {
  const source = requireSource(request);
  requireCdcSupport(source);
  requestedMode(membersOf(request.body));
  const errors = unmetPrerequisites(source);
  return { status: 200, body: { valid: errors.length === 0, errors } };
};

export function requireCdcSupport(source: Source): void {
  if (source.capabilities.supports_cdc) return;
  throw refusedWithMessage(400, `CDC is not supported for source type: ${source.source_type}`);
}

export function requestedMode({ cdc_management_mode: mode = "posthog" }: Members): ManagementMode {
  if (mode === "posthog" || mode === "self_managed") return mode;
  throw refusedWithMessage(400, "cdc_management_mode must be 'posthog' or 'self_managed'.");
}

export function unmetPrerequisites({ live_source: live }: Source): readonly string[] {
  if (live.connection_error === null) return live.cdc.prerequisite_errors;
  throw refusedWithMessage(400, `Could not connect to source to check prerequisites: ${live.connection_error}`);
}

/** Unlike the check of a source, that of a database looks at tables as well: without a key changes cannot be matched to rows. */
export function unfitTables({ live_source: live }: Source, sent: unknown): readonly string[] {
  const names = Array.isArray(sent) ? sent.filter((name) => typeof name === "string") : [];
  return names
    .filter((name) => !live.tables.find((table) => table.name === name)?.primary_keys?.length)
    .map((name) => `Table '${name}' has no primary key.`);
}
