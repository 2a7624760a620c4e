import matchesApply from "../../generated/apply-record.js";
import matchesPlan from "../../generated/record.js";
import type { ApplyRecord } from "../../model/github/apply-record.js";
import { RECORD_VERSION } from "../../model/github/record.js";
import type { PlanRecord } from "../../model/github/record.js";
import { isRecord } from "../../model/is-record.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";

/** The generated validators mirror the types; tests hold them together. */
const isPlanRecord = (value: unknown): value is PlanRecord => matchesPlan(value);
const isApplyRecord = (value: unknown): value is ApplyRecord => matchesApply(value);

/** @returns or why it cannot be read, in a few words */
export function readPlanRecord(text: string): Result<PlanRecord, string> {
  const value = parsed(text);
  if (isPlanRecord(value)) return ok(value);
  const version = isRecord(value) ? value["version"] : undefined;
  return err(
    typeof version === "number" && version !== RECORD_VERSION
      ? `it has format version ${version}, and this Warehog reads ${RECORD_VERSION}`
      : "it does not hold what a record holds",
  );
}

/** @returns undefined: no record of an apply run that this version reads */
export function readApplyRecord(text: string): ApplyRecord | undefined {
  const value = parsed(text);
  return isApplyRecord(value) ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
