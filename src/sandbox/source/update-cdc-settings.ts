import { requireSource } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { pythonStr } from "../python-text.js";
import type { Source } from "../state.js";
import { cdcConfig } from "./cdc-config.js";
import { requireCdcSupport } from "./cdc-prerequisites.js";
import { membersOf, type Members } from "./request-members.js";

const AUTO_DROP = "cdc_auto_drop_slot";
const WARNING = "cdc_lag_warning_threshold_mb";
const CRITICAL = "cdc_lag_critical_threshold_mb";

/** The settings that may change while capture runs; slot, publication and mode are fixed, and left out without a word. */
export const updateCdcSettings: Handler = (request) => {
  const source = requireSource(request);
  requireCdcSupport(source);
  if (!cdcConfig(source).enabled) throw refusedWithMessage(400, "CDC is not enabled on this source.");
  const sent = membersOf(request.body);
  const updates: Record<string, string> = {};
  if (AUTO_DROP in sent) updates[AUTO_DROP] = pythonStr(isTruthy(sent[AUTO_DROP]));
  const warning = thresholdIn(sent, WARNING);
  if (warning !== undefined) updates[WARNING] = String(warning);
  const critical = thresholdIn(sent, CRITICAL);
  if (critical !== undefined) updates[CRITICAL] = String(critical);
  // A threshold that neither is sent nor stands is not compared.
  if ((warning ?? storedIn(source, WARNING)) >= (critical ?? storedIn(source, CRITICAL))) {
    throw refusedWithMessage(400, "Warning threshold must be less than critical threshold.");
  }
  if (Object.keys(updates).length === 0) return { status: 200, body: { success: true, unchanged: true } };
  source.job_inputs = { ...source.job_inputs, ...updates };
  return { status: 200, body: { success: true } };
};

const storedIn = ({ job_inputs: inputs }: Source, name: string): number => Number(inputs?.[name] ?? Number.NaN);

/** What Python's `int` makes of it: a fraction is cut off, a text has to be a whole number. */
function thresholdIn(sent: Members, name: string): number | undefined {
  if (!(name in sent)) return undefined;
  const value = sent[name];
  const whole = typeof value === "boolean" ? Number(value) : wholeNumber(value);
  if (whole === undefined) throw refusedWithMessage(400, `${name} must be an integer.`);
  if (whole < 1) throw refusedWithMessage(400, `${name} must be >= 1.`);
  return whole;
}

function wholeNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Math.trunc(value);
  return typeof value === "string" && /^\s*[+-]?\d+\s*$/u.test(value) ? Number(value) : undefined;
}

const isTruthy = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
