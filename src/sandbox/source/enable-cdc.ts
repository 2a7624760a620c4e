import { requireSource } from "../access.js";
import { log } from "../effects.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { pythonStr } from "../python-text.js";
import type { Source } from "../state.js";
import { cdcConfig, DEFAULT_LAG_CRITICAL_MB, DEFAULT_LAG_WARNING_MB } from "./cdc-config.js";
import { requestedMode, requireCdcSupport, unmetPrerequisites } from "./cdc-prerequisites.js";
import { membersOf, type Members } from "./request-members.js";

/** Any position of the write-ahead log would do: the sandbox has none to read. */
const CONSISTENT_POINT = "0/1A2B3C8";

export const enableCdc: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  requireCdcSupport(source);
  if (!world.document.server.cdc_enabled) throw refusedWithMessage(403, "CDC is not enabled for this team.");
  if (cdcConfig(source).enabled) throw refusedWithMessage(409, "CDC is already enabled on this source.");
  const settings = settingsFor(source, membersOf(request.body));
  const errors = unmetPrerequisites(source);
  if (errors.length > 0) throw refusedWithMessage(400, "CDC prerequisites not met.", { errors });
  const { cdc } = source.live_source;
  if (cdc.setup_error !== null) throw refusedWithMessage(400, cdc.setup_error);
  source.job_inputs = { ...source.job_inputs, ...settings };
  cdc.slot_exists = true;
  cdc.publication_exists = true;
  log(world, { kind: "cdc_resources_created", source_id: source.id });
  const schedulesReady = world.document.server.temporal.schedule_write === "ok";
  return { status: 200, body: { success: true, schedules_ready: schedulesReady } };
};

/** The settings as the server stores them: every scalar as the text Python makes of it. */
function settingsFor(source: Source, sent: Members): Readonly<Record<string, string>> {
  const mode = requestedMode(sent);
  const suffix = source.id.replaceAll("-", "").slice(0, 12);
  const defaultPublication = mode === "self_managed" ? "posthog_pub" : `posthog_pub_${suffix}`;
  return {
    cdc_enabled: "True",
    cdc_management_mode: mode,
    cdc_slot_name: nameOr(sent["cdc_slot_name"], `posthog_${suffix}`),
    cdc_publication_name: nameOr(sent["cdc_publication_name"], defaultPublication),
    cdc_auto_drop_slot: pythonStr(sent["cdc_auto_drop_slot"] ?? true),
    cdc_lag_warning_threshold_mb: pythonStr(sent["cdc_lag_warning_threshold_mb"] ?? DEFAULT_LAG_WARNING_MB),
    cdc_lag_critical_threshold_mb: pythonStr(sent["cdc_lag_critical_threshold_mb"] ?? DEFAULT_LAG_CRITICAL_MB),
    cdc_consistent_point: CONSISTENT_POINT,
  };
}

const nameOr = (sent: unknown, fallback: string): string => (typeof sent === "string" && sent !== "" ? sent : fallback);
