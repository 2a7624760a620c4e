import type { Judgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import { counted } from "../../model/numbers.js";
import { code, join, list, NOTHING, plain, safe } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { visibleTexts } from "../visible.js";
import { complete, whole } from "./budget.js";
import { refusalsBlock } from "./refusals.js";
import type { Refused } from "./refusals.js";
import { shortSha } from "./run-footer.js";

/** What the check on the head says. */
export interface GateText {
  /** at most 255 characters; GitHub shows it as text */
  readonly title: string;
  /** Markdown */
  readonly summary: string;
}

const CODES_IN_TITLE = 4;

function refusedIn({ pulls, items, unanswered }: Judgement): readonly Refused[] {
  return [
    ...unanswered.map(({ refusal }) => ({ refusal, address: null })),
    ...pulls.flatMap(({ refusals }) => refusals.map((refusal) => ({ refusal, address: null }))),
    ...items.flatMap((judged) =>
      judged.covered ? [] : judged.refusals.map((refusal) => ({ refusal, address: judged.item.address })),
    ),
  ];
}

function codesText(refusals: readonly Refusal[]): string {
  const codes = [...new Set(refusals.map((refusal) => refusal.code))];
  const left = codes.length - CODES_IN_TITLE;
  return `${codes.slice(0, CODES_IN_TITLE).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function titleOf({ items, pulls }: Judgement, refused: readonly Refused[]): string {
  if (refused.length > 0) return `not yet: ${codesText(refused.map(({ refusal }) => refusal))}`;
  if (items.length > 0) return `approved: the merge applies ${counted(items.length, "change")}`;
  return pulls.length > 0 ? "approved: no table changes" : "nothing to approve";
}

/** Who has approved what, so that nobody has to guess whose review counts. */
function approvals({ pulls }: Judgement): Markdown {
  const lines = pulls.flatMap(({ pull, needed, approvals: given }) => [
    needed === 0
      ? safe`#${pull}: \`min_approvals: 0\`, so the merge is the approval`
      : safe`#${pull}: ${given.length} of ${plain(counted(needed, "approval"))}`,
    ...given.map(({ reviewer, items }) => safe`${code(reviewer)} has seen ${plain(counted(items.length, "change"))}`),
  ]);
  return lines.length === 0 ? NOTHING : list(lines);
}

/** The gate's answer for one head: green, or every reason with its remedy while it can still be mended. */
export function renderGate(given: Judgement, head: string): GateText {
  const judgement = visibleTexts(given);
  const refused = refusedIn(judgement);
  const text = [
    refused.length === 0
      ? safe`Nothing stands against ${shortSha(head)}: merging it applies its plan.`
      : safe`Merged as it stands, the following would not be applied. Each reason says what to do.`,
    refusalsBlock(refused),
    approvals(judgement),
  ];
  return { title: titleOf(judgement, refused), summary: complete([whole(join(text, "\n\n"))]) };
}
