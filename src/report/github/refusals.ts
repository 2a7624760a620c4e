import type { Refusal } from "../../model/github/refusal.js";
import { counted } from "../../model/numbers.js";
import { labelled } from "../layout.js";
import { fence, NOTHING } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { shortAddress } from "../overview.js";
import { COLUMNS } from "../plan-sections.js";

/** Why something is not applied, and what: nothing, where it is the pull request as a whole. */
export interface Refused {
  readonly refusal: Refusal;
  readonly address: string | null;
}

/** One page of reasons: who has more has one cause for most of them. */
const REASONS_SHOWN = 20;
const TABLES_SHOWN = 5;
const GAP = 2;

interface Reason {
  readonly refusal: Refusal;
  readonly addresses: readonly string[];
}

/** One reason of a hundred tables is told once. */
function reasonsOf(refused: readonly Refused[]): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { refusal, address } of refused) {
    const key = JSON.stringify([refusal.code, refusal.message, refusal.remedy]);
    const addresses = reasons.get(key)?.addresses ?? [];
    reasons.set(key, { refusal, addresses: address === null ? addresses : [...addresses, address] });
  }
  return [...reasons.values()];
}

function tablesText(addresses: readonly string[]): string {
  const shown = addresses.slice(0, TABLES_SHOWN).map(shortAddress).join(", ");
  const left = addresses.length - TABLES_SHOWN;
  return left > 0 ? `${shown} and ${counted(left, "more table")}` : shown;
}

/** What stands against it and what to do, each with its code: `warehog explain <code>` tells more. */
export function refusalsBlock(refused: readonly Refused[]): Markdown {
  const reasons = reasonsOf(refused);
  if (reasons.length === 0) return NOTHING;
  const shown = reasons.slice(0, REASONS_SHOWN);
  const width = Math.max(...shown.map(({ refusal }) => refusal.code.length)) + GAP;
  const lines = shown.flatMap(({ refusal, addresses }) => [
    ...labelled(refusal.code, width, refusal.message, COLUMNS),
    ...labelled("", width, `→ ${refusal.remedy}`, COLUMNS),
    ...(addresses.length === 0 ? [] : labelled("", width, `on ${tablesText(addresses)}`, COLUMNS)),
  ]);
  const left = reasons.length - shown.length;
  return fence(left > 0 ? [...lines, `… and ${counted(left, "more reason")}`] : lines, "text");
}
