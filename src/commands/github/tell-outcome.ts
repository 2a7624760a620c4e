import { isDestructive, worstEffect } from "../../model/effect.js";
import type { ApplyOutcome } from "../../model/github/apply-record.js";
import { renderResultComment } from "../../report/github/result-comment.js";
import type { Failure } from "../failure.js";
import type { Ground } from "./apply.js";
import { concernedBy, concerning } from "./concerning.js";
import { isDone } from "./execute.js";
import type { Executed } from "./execute.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { unwritten } from "./unwritten.js";
import type { World } from "./world.js";

/**
 * Outcome first: it is the journal. Then the comments, the check and the outputs, none of which anything depends on. Without the
 * outcome no pull request is told that it is done: the next run proves it once more, and tells it then.
 */
export async function tellOutcome(world: World, ground: Ground, executed: Executed): Promise<ActionResult> {
  const { outcome, approved } = executed;
  const kept = await world.github.uploadApplyRecord(outcome);
  const body = bodyOf(world, executed, outcome);
  const untold = kept.known ? await tellPulls(world, ground, executed) : [];
  const done = outcome.outcomes.filter(isDone).length;
  const reason =
    outcome.refused[0]?.refusals[0]?.code ?? outcome.outcomes.find(({ code }) => code !== null)?.code ?? "";
  const isGood = isConverged(executed, outcome) && outcome.refused.length === 0;
  const unchecked = await tellCheck(world, ground, {
    isGood: isGood && kept.known,
    title: !kept.known
      ? `${done} applied, not recorded`
      : isGood
        ? `${done} applied`
        : `${done} applied, ${outcome.refused.length} refused: ${reason}`,
    body,
  });
  const rest = {
    outputs: {
      "has-changes": String(outcome.outcomes.length > 0),
      destructive: String(isDestructive(worstEffect(approved.map(({ item }) => item.effect)))),
      applied: String(done),
      refused: String(outcome.refused.length),
      "plan-file": kept.known ? kept.value : "",
      reason,
    },
    summary: body,
    warnings: [...untold, ...unchecked],
  };
  if (!kept.known) {
    const failure = unwritten(kept, "artifact", UNRECORDED);
    return failed(failure, { ...rest, outputs: { ...rest.outputs, reason: failure.code } });
  }
  return isGood ? passed(rest) : failed(shortfall(executed, reason), rest);
}

const UNRECORDED =
  "what was done stands in the summary of this job alone: the next run proves it once more, from what this one said it would begin";

const isConverged = ({ isPlanned }: Executed, { standing }: ApplyOutcome): boolean =>
  isPlanned && standing.length === 0;

const bodyOf = ({ facts, context }: World, executed: Executed, outcome: ApplyOutcome): string =>
  renderResultComment({
    outcome,
    converged: isConverged(executed, outcome),
    interrupted: executed.interrupted,
    run: { url: facts.runUrl, version: context.version },
  });

async function tellPulls(world: World, { walked }: Ground, executed: Executed): Promise<readonly Failure[]> {
  const untold: Failure[] = [];
  const { outcome, approved } = executed;
  const judged = walked.judged.map(({ candidate: { pull, change } }) => ({ pull: pull.number, tables: change.tables }));
  for (const concerned of concernedBy(judged, outcome, approved)) {
    const body = bodyOf(world, executed, concerning(outcome, concerned, approved));
    const told = await world.github.writeComment(concerned.pull, body, true);
    if (!told.known)
      untold.push(
        unwritten(told, "comment", `#${concerned.pull} does not say how this run ended; the job's summary does`),
      );
  }
  return untold;
}

async function tellCheck(
  { github }: World,
  { target, branch }: Ground,
  { isGood, title, body }: { readonly isGood: boolean; readonly title: string; readonly body: string },
): Promise<readonly Failure[]> {
  const name = `warehog/apply (${target})`;
  const checked = await github.writeCheck({
    name,
    sha: branch.tip,
    conclusion: isGood ? "success" : "failure",
    title,
    summary: body,
  });
  return checked.known ? [] : [unwritten(checked, "check", `the check ${name} does not say how this run ended`)];
}

const shortfall = ({ interrupted, outcome: { refused, standing } }: Executed, reason: string) => ({
  code: reason === "" ? "not-converged" : reason,
  message: interrupted
    ? "the run was stopped between two steps; what is owed is recorded"
    : `${refused.length} refused, ${standing.length} approved and not proved`,
  hint: interrupted ? "the next run goes on where this one stopped" : "the result comment says for each what to do",
});
