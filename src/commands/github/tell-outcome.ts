import { isDestructive, worstEffect } from "../../model/effect.js";
import type { ApplyOutcome } from "../../model/github/apply-record.js";
import { renderResultComment } from "../../report/github/result-comment.js";
import type { Ground } from "./apply.js";
import { concernedBy, concerning } from "./concerning.js";
import { isDone } from "./execute.js";
import type { Executed } from "./execute.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** Outcome first: it is the journal. Then the comments, the check and the outputs, none of which anything depends on. */
export async function tellOutcome(world: World, ground: Ground, executed: Executed): Promise<ActionResult> {
  const { outcome, approved } = executed;
  const kept = await world.github.uploadApplyRecord(outcome);
  if (!kept.known) return failed(unknown(kept));

  const body = bodyOf(world, executed, outcome);
  await tellPulls(world, ground, executed);
  const done = outcome.outcomes.filter(isDone).length;
  const reason =
    outcome.refused[0]?.refusals[0]?.code ?? outcome.outcomes.find(({ code }) => code !== null)?.code ?? "";
  const isGood = isConverged(executed, outcome) && outcome.refused.length === 0;
  await tellCheck(world, ground, {
    isGood,
    title: isGood ? `${done} applied` : `${done} applied, ${outcome.refused.length} refused: ${reason}`,
    body,
  });
  const rest = {
    outputs: {
      "has-changes": String(outcome.outcomes.length > 0),
      destructive: String(isDestructive(worstEffect(approved.map(({ item }) => item.effect)))),
      applied: String(done),
      refused: String(outcome.refused.length),
      "plan-file": kept.value,
      reason,
    },
    summary: body,
  };
  return isGood ? passed(rest) : failed(shortfall(executed, reason), rest);
}

const isConverged = ({ isPlanned }: Executed, { standing }: ApplyOutcome): boolean =>
  isPlanned && standing.length === 0;

const bodyOf = ({ facts, context }: World, executed: Executed, outcome: ApplyOutcome): string =>
  renderResultComment({
    outcome,
    converged: isConverged(executed, outcome),
    interrupted: executed.interrupted,
    run: { url: facts.runUrl, version: context.version },
  });

async function tellPulls(world: World, { walked }: Ground, executed: Executed): Promise<void> {
  const { github, context } = world;
  const { outcome, approved } = executed;
  const judged = walked.judged.map(({ candidate: { pull, change } }) => ({ pull: pull.number, tables: change.tables }));
  for (const concerned of concernedBy(judged, outcome, approved)) {
    const body = bodyOf(world, executed, concerning(outcome, concerned, approved));
    const told = await github.writeComment(concerned.pull, body, true);
    if (!told.known)
      context.stderr.write(`the result comment on #${concerned.pull} could not be written: ${told.call}\n`);
  }
}

async function tellCheck(
  { github, context }: World,
  { target, branch }: Ground,
  { isGood, title, body }: { readonly isGood: boolean; readonly title: string; readonly body: string },
): Promise<void> {
  const checked = await github.writeCheck({
    name: `warehog/apply (${target})`,
    sha: branch.tip,
    conclusion: isGood ? "success" : "failure",
    title,
    summary: body,
  });
  if (!checked.known) context.stderr.write(`the check could not be written: ${checked.call}\n`);
}

const shortfall = ({ interrupted, outcome: { refused, standing } }: Executed, reason: string) => ({
  code: reason === "" ? "not-converged" : reason,
  message: interrupted
    ? "the run was stopped between two steps; what is owed is recorded"
    : `${refused.length} refused, ${standing.length} approved and not proved`,
  hint: interrupted ? "the next run goes on where this one stopped" : "the result comment says for each what to do",
});
