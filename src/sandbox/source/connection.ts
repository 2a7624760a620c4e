import { isRecord } from "../../model/is-record.js";
import { invalid } from "../errors.js";
import { pythonStr } from "../python-text.js";
import type { Source } from "../state.js";

type Inputs = Readonly<Record<string, unknown>>;

/** Where a connection leads to. */
const TARGETS = ["host", "instance_url"] as const;
const TUNNEL_TARGETS = ["enabled", "host", "port"] as const;
/** Settings that hold secrets one level down, by the way of signing in. */
const CONTAINERS = ["auth_method", "auth_type"] as const;

/**
 * The stored settings with those of a request over them: secrets that are not sent stay, those of CDC cannot be sent.
 *
 * @throws {ApiError} 400 when the connection would lead elsewhere and take a stored secret along
 */
export function mergeConnection(source: Source, sent: Inputs): Record<string, unknown> {
  const stored = source.job_inputs ?? {};
  const secrets = new Set(source.capabilities.sensitive_job_inputs);
  const tunnelMoves = differs(stored["ssh_tunnel"], sent["ssh_tunnel"], TUNNEL_TARGETS);
  if ((tunnelMoves || differs(stored, sent, TARGETS)) && keepsSecret(stored, sent, secrets)) {
    throw invalid(
      tunnelMoves
        ? "Changing the SSH tunnel requires re-entering your database credentials."
        : "Changing the connection host requires re-entering your credentials.",
    );
  }
  const settable = Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith("cdc_")));
  return merge(stored, settable, secrets);
}

/** Only what is sent can move a connection. */
function differs(stored: unknown, sent: unknown, names: readonly string[]): boolean {
  if (!isRecord(sent)) return false;
  const before = isRecord(stored) ? stored : {};
  return names.some((name) => Object.hasOwn(sent, name) && spelled(sent[name]) !== spelled(before[name]));
}

function keepsSecret(stored: Inputs, sent: Inputs, secrets: ReadonlySet<string>): boolean {
  if ([...secrets].some((name) => isGiven(stored[name]) && !isGiven(sent[name]))) return true;
  return CONTAINERS.some((name) => {
    const [kept, given] = [stored[name], sent[name]];
    if (!isRecord(kept)) return false;
    if (!isRecord(given)) return keepsSecret(kept, {}, secrets);
    return kept["selection"] === given["selection"] && keepsSecret(kept, given, secrets);
  });
}

function merge(stored: Inputs, sent: Inputs, secrets: ReadonlySet<string>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...stored };
  for (const [name, value] of Object.entries(sent)) {
    const before = stored[name];
    if (secrets.has(name) && isGiven(before) && !isGiven(value)) continue;
    // Another way of signing in takes nothing of the one before.
    const isSwitched = isRecord(before) && isRecord(value) && before["selection"] !== value["selection"];
    merged[name] = isRecord(before) && isRecord(value) && !isSwitched ? merge(before, value, secrets) : asStored(value);
  }
  return merged;
}

/** Scalars are stored as texts. */
function asStored(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(asStored);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asStored(inner)]));
  return pythonStr(value);
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

const spelled = (value: unknown): string => (value === undefined || value === null ? "" : pythonStr(value));
