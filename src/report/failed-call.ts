import type { ItemOutcome } from "../model/outcome.js";
import { KNOWN_REASONS } from "../model/fault.js";
import type { KnownReason } from "../model/fault.js";
import { REASONS } from "./reasons.js";
import type { FaultDescription } from "./reasons.js";

/** The code of an outcome where it is not the server's reason itself. */
const CODES: Readonly<Partial<Record<KnownReason, string>>> = { billing: "billing-limit" };

/** What the code of a call that PostHog refused means, by code. */
export const FAILED_CALLS: ReadonlyMap<string, FaultDescription> = new Map(
  KNOWN_REASONS.map((reason) => [CODES[reason] ?? reason, REASONS[reason]]),
);

/** Why PostHog refused a call of the item. Checks of Warehog's own share some codes; only a refused call tells its status. */
export const refusalOf = ({ state, code, message }: ItemOutcome): FaultDescription | undefined =>
  state === "failed" && / was answered \d/.test(message) ? FAILED_CALLS.get(code ?? "") : undefined;
