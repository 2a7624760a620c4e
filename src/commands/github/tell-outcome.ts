import { isDestructive, worstEffect } from "../../model/effect.js";
import { renderResultComment } from "../../report/github/result-comment.js";
import type { Ground } from "./apply.js";
import type { Executed } from "./execute.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

const DONE: readonly string[] = ["applied", "already"];

/** Outcome first: it is the journal. Then the comments, the check and the outputs, none of which anything depends on. */
export async function tellOutcome(world: World, ground: Ground, executed: Executed): Promise<ActionResult> {
  const { github, context, facts } = world;
  const { outcome, converged, interrupted } = executed;
  const kept = await github.uploadApplyRecord(outcome);
  if (!kept.known) return failed(unknown(kept));

  const run = { url: facts.runUrl, version: context.version };
  const body = renderResultComment({ outcome, converged, interrupted, run });
  const pulls = new Set([
    ...ground.walked.judged.map(({ candidate }) => candidate.pull.number),
    ...outcome.standing.map(({ pull }) => pull),
  ]);
  for (const pull of pulls) {
    const told = await github.writeComment(pull, body, true);
    if (!told.known) context.stderr.write(`the result comment on #${pull} could not be written: ${told.call}\n`);
  }
  const done = outcome.outcomes.filter(({ state }) => DONE.includes(state)).length;
  const reason =
    outcome.refused[0]?.refusals[0]?.code ?? outcome.outcomes.find(({ code }) => code !== null)?.code ?? "";
  const isGood = converged && outcome.refused.length === 0;
  const checked = await github.writeCheck({
    name: `warehog/apply (${ground.target})`,
    sha: ground.branch.tip,
    conclusion: isGood ? "success" : "failure",
    title: isGood ? `${done} applied` : `${done} applied, ${outcome.refused.length} refused: ${reason}`,
    summary: body,
  });
  if (!checked.known) context.stderr.write(`the check could not be written: ${checked.call}\n`);

  const effects = outcome.standing.map(({ item }) => item.effect);
  const rest = {
    outputs: {
      "has-changes": String(outcome.outcomes.length > 0),
      destructive: String(isDestructive(worstEffect(effects))),
      applied: String(done),
      refused: String(outcome.refused.length),
      "plan-file": kept.value,
      reason,
    },
    summary: body,
  };
  if (isGood) return passed(rest);
  return failed(
    {
      code: reason === "" ? "not-converged" : reason,
      message: interrupted
        ? "the run was stopped between two steps; what is owed is recorded"
        : `${outcome.refused.length} refused, ${outcome.standing.length} approved and not proved`,
      hint: interrupted ? "the next run goes on where this one stopped" : "the result comment says for each what to do",
    },
    rest,
  );
}
