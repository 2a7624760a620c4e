import type { Source } from "../state.js";

/** Change data capture as the source's stored settings describe it, all of them strings. */
interface CdcConfig {
  readonly enabled: boolean;
  readonly managementMode: ManagementMode;
  /** Empty when unset, as the two below. */
  readonly slotName: string;
  readonly publicationName: string;
  readonly lagWarningMb: number;
  readonly lagCriticalMb: number;
}

export type ManagementMode = "posthog" | "self_managed";

export const DEFAULT_LAG_WARNING_MB = 512;
export const DEFAULT_LAG_CRITICAL_MB = 2048;

export function cdcConfig({ job_inputs: inputs }: Source): CdcConfig {
  return {
    enabled: ["true", "t", "yes", "1"].includes(textOf(inputs?.["cdc_enabled"]).toLowerCase()),
    managementMode: inputs?.["cdc_management_mode"] === "self_managed" ? "self_managed" : "posthog",
    slotName: textOf(inputs?.["cdc_slot_name"]),
    publicationName: textOf(inputs?.["cdc_publication_name"]),
    lagWarningMb: Number(inputs?.["cdc_lag_warning_threshold_mb"] ?? DEFAULT_LAG_WARNING_MB),
    lagCriticalMb: Number(inputs?.["cdc_lag_critical_threshold_mb"] ?? DEFAULT_LAG_CRITICAL_MB),
  };
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "boolean" || typeof value === "number" ? String(value) : "";
