import type { Refusal } from "../../model/github/refusal.js";
import { counted } from "../../model/numbers.js";
import type { TargetGuards } from "../../model/github/record.js";
import type { Policy } from "../../model/policy.js";
import type { Plan } from "../../model/plan.js";
import { join, list, safe, NOTHING, plain } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { awaitsConsent, changesOf } from "../verdict.js";
import { refusalsBlock } from "./refusals.js";
import { shortSha } from "./run-footer.js";

interface Needs {
  readonly plans: readonly Plan[];
  readonly guards: readonly TargetGuards[];
  readonly head: string;
  /** of the base branch */
  readonly policy: Policy;
  /** what is known to stand against it already */
  readonly refusals: readonly Refusal[];
}

function consents(plans: readonly Plan[]): readonly Markdown[] {
  const missing = plans.flatMap(changesOf).filter(awaitsConsent).length;
  return missing === 0
    ? []
    : [
        safe`the **consent** of the author to ${plain(counted(missing, "change"))}: the YAML is below; whoever commits it cannot approve`,
      ];
}

/** What a line in the table's entry does not answer. */
function problems(plans: readonly Plan[]): readonly Markdown[] {
  const stopped = plans
    .flatMap(changesOf)
    .filter((item) => item.problems.some(({ code }) => code !== "consent-missing"));
  const all = stopped.length + plans.reduce((sum, plan) => sum + plan.problems.length, 0);
  return all === 0 ? [] : [safe`a way out of ${plain(counted(all, "problem"))}: each says below what to do`];
}

function approval({ policy: { min_approvals, pushers_may_approve }, head }: Needs): Markdown {
  if (min_approvals === 0)
    return safe`no review: the policy says \`min_approvals: 0\`, so **the merge is the approval**`;
  const who = pushers_may_approve
    ? safe`who neither wrote this pull request nor pushed to it last`
    : safe`who neither wrote this pull request nor ever pushed to it`;
  const by = min_approvals === 1 ? safe`somebody` : safe`people`;
  return safe`**${plain(counted(min_approvals, "approval"))}** of ${shortSha(head)}, given after this comment, by ${by} with write access ${who}`;
}

/**
 * What is missing until the merge applies the plan, and from whom. Never a task list: ticking a box edits the comment,
 * and an edited comment counts for nothing.
 */
export function stillNeeded(needs: Needs): Markdown {
  const { plans, guards, refusals } = needs;
  const isNothing = plans.every((plan) => changesOf(plan).length === 0 && plan.problems.length === 0);
  if (isNothing && guards.length === 0 && refusals.length === 0) return NOTHING;
  const lines = [...consents(plans), ...problems(plans), approval(needs)];
  return join(
    [
      safe`**Needed before the merge**`,
      list(lines),
      refusals.length === 0
        ? NOTHING
        : safe`As it stands, nothing of this would be applied:\n\n${refusalsBlock(refusals.map((refusal) => ({ refusal, address: null })))}`,
    ],
    "\n\n",
  );
}
