import type { Strategy } from "../model/effect.js";
import type { Item } from "../model/plan.js";

/** Who reviews the line should read what is agreed to; better words come from people. */
export const consentReason = ({ effect, findings }: Item, strategy: Strategy | null): string => {
  if (strategy === "enable") return "the cause of its failure is removed";
  const codes = findings.filter((finding) => finding.effect === effect).map(({ code }) => code);
  return `accepts ${effect}: ${codes.join(", ")}`;
};
