import { requireSource } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { cdcConfig } from "./cdc-config.js";
import { requireCdcSupport } from "./cdc-prerequisites.js";

export const cdcStatus: Handler = (request) => {
  const source = requireSource(request);
  requireCdcSupport(source);
  const config = cdcConfig(source);
  if (!config.enabled) return { status: 200, body: { enabled: false } };
  const { connection_error: connectionError, cdc: live } = source.live_source;
  if (connectionError !== null) {
    throw refusedWithMessage(400, `Could not connect to source to read CDC status: ${connectionError}`);
  }
  const publicationExists = config.publicationName !== "" && live.publication_exists;
  return {
    status: 200,
    body: {
      enabled: true,
      management_mode: config.managementMode,
      slot_name: config.slotName,
      publication_name: config.publicationName,
      lag_warning_threshold_mb: config.lagWarningMb,
      lag_critical_threshold_mb: config.lagCriticalMb,
      schedule_paused: source.cdc.extraction_schedule?.paused ?? false,
      slot_exists: config.slotName !== "" && live.slot_exists,
      publication_exists: publicationExists,
      lag_bytes: config.slotName === "" ? null : live.lag_bytes,
      published_tables: publicationExists ? live.published_tables : [],
    },
  };
};
