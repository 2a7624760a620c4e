import type { Answer } from "../../executor/ports.js";
import type { ServiceFault } from "../../model/fault.js";
import type { Probe } from "../../model/live.js";
import { assertNever } from "../../model/result.js";
import type { Result } from "../../model/result.js";

type Refused = Extract<Probe<unknown>, { state: "refused" }>;

/** Our own words: what a source answers may quote its credentials. */
const MESSAGES: Readonly<Record<Refused["reason"], string>> = {
  managed: "PostHog manages this source itself",
  scope: "the API key has no write scope, without which PostHog does not ask the source",
  "source-error": "PostHog got no answer from the source",
  failed: "the call failed, so nothing is known",
};

const refused = (reason: Refused["reason"]): Refused => ({ state: "refused", reason, message: MESSAGES[reason] });

export const probeOf = <T>(result: Result<Answer<T>, ServiceFault>): Probe<T> =>
  result.ok ? { state: "read", value: result.value.value } : refused(reasonOf(result.error));

function reasonOf(fault: ServiceFault): Refused["reason"] {
  if (fault.kind !== "status") return "failed";
  if (fault.reason === "key-scope" || fault.reason === "key-unsupported") return "scope";
  if (fault.reason === "managed-by-posthog") return "managed";
  return fault.status === 400 ? "source-error" : "failed";
}

/** Runs the probes that need the write scope and learns from them whether the key has it. */
export interface WriteScope {
  /** null: no call told */
  canWrite(): boolean | null;
  run<T>(probe: () => Promise<Probe<T>>): Promise<Probe<T>>;
}

/** The first probe goes alone: when it is refused for scope all others would be, and none of them is sent. */
export function createWriteScope(known: boolean | null): WriteScope {
  let canWrite = known;
  let first: Promise<unknown> | undefined;
  return {
    canWrite: () => canWrite,
    async run(probe) {
      if (canWrite === null && first !== undefined) await first;
      if (canWrite === false) return refused("scope");
      const answer = probe();
      first ??= answer;
      const result = await answer;
      canWrite = told(result) ?? canWrite;
      return result;
    },
  };
}

/** PostHog looks at the scope before it asks the source, so an error of the source tells that the key may write. */
function told(probe: Probe<unknown>): boolean | null {
  if (probe.state === "read") return true;
  if (probe.state === "not-read") return null;
  switch (probe.reason) {
    case "scope":
      return false;
    case "managed":
    case "source-error":
      return true;
    case "failed":
      return null;
    default:
      return assertNever(probe.reason);
  }
}
