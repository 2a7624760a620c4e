import { judgeItems } from "../../approval/items.js";
import { judgePull } from "../../approval/judge.js";
import type { Judgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import type { Plan } from "../../model/plan.js";
import { covers } from "../../planner/covers.js";
import { renderGate } from "../../report/github/gate-text.js";
import { changesOf } from "../../report/verdict.js";
import { blockedItems } from "./blocked.js";
import { branchName } from "./branch.js";
import { changeBetween } from "./candidates.js";
import { stateOf } from "./declared-at.js";
import { pullScene } from "./pull-scene.js";
import type { PullScene } from "./pull-scene.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { unfinishedOf } from "./unfinished.js";
import { declarations } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

const CHECK = "warehog/gate";

/** The same judgement as after the merge, while what it refuses can still be mended. */
export async function gate(world: World): Promise<ActionResult> {
  const declared = declarations(world);
  const scene = await pullScene(world, declared);
  if (!scene.ok) return failed(scene.error);
  if (scene.value === "superseded") return passed();
  const judged = scene.value.isConcerned ? await judgePullRequest(world, declared, scene.value) : NOTHING;
  if ("failure" in judged) return failed(judged.failure);
  const text = renderGate(judged, scene.value.head);
  const refusal = firstRefusal(judged);
  const checked = await world.github.writeCheck({
    name: CHECK,
    sha: scene.value.head,
    conclusion: refusal === undefined ? "success" : "failure",
    title: text.title,
    summary: text.summary,
  });
  if (!checked.known) return failed(unknown(checked));
  if (refusal === undefined) return passed({ summary: text.summary });
  return failed({ code: refusal.code, message: refusal.message, hint: refusal.remedy }, { summary: text.summary });
}

const NOTHING: Judgement = { pulls: [], items: [], unanswered: [] };

const firstRefusal = ({ pulls, items, unanswered }: Judgement): Refusal | undefined =>
  [
    ...unanswered.map(({ refusal }) => refusal),
    ...pulls.flatMap(({ refusals }) => refusals),
    ...items.flatMap((judged) => (judged.covered ? [] : judged.refusals)),
  ][0];

type Failed = { readonly failure: Parameters<typeof failed>[0] };

async function judgePullRequest(
  world: World,
  declared: Declarations,
  { number, base, merge, head }: PullScene,
): Promise<Judgement | Failed> {
  const { github, facts, inputs } = world;
  const branch = await branchName(world);
  if (!branch.ok) return { failure: branch.error };
  const pull = await github.pullRequest(number);
  if (!pull.known) return { failure: unknown(pull) };
  const plans = pull.value.records.known
    ? (pull.value.records.value
        .flatMap(({ content }) => (content.state === "read" && content.record.head === head ? [content.record] : []))
        .at(0)?.plans ?? [])
    : [];
  const read = await declared(merge);
  const targets =
    read.declared?.ok === true ? read.declared.value.states.map(({ target }) => target.name) : plans.map(targetName);
  let all = NOTHING;
  for (const target of targets) {
    // Of a target that the base does not know nothing can be applied by this pull request: it is checked offline only.
    if (stateOf(await declared(base), target) === undefined) continue;
    const change = await changeBetween(world, declared, target, base, merge);
    const history = await github.history(target);
    if (!history.known) return { failure: unknown(history) };
    const { standing, owed } = unfinishedOf(history.value);
    const candidate = { pull: pull.value, change };
    const context = {
      stage: "before-merge",
      repositoryId: facts.repositoryId,
      branch: branch.value,
      planWorkflow: inputs.planWorkflow,
      target,
    } as const;
    const plan = plans.find((one) => targetName(one) === target);
    const items = plan === undefined ? [] : changesOf(plan);
    if (items.length === 0 && change.tables.length === 0) continue;
    const judged = judgePull(candidate, context);
    const judgement = judgeItems({
      target,
      fresh: judged.shown ?? [],
      pulls: [{ candidate, judgement: judged }],
      unanswered: [],
      standing,
      owed,
      covers,
    });
    all = together(all, judgement, blockedItems(items, number));
  }
  return all;
}

const targetName = ({ target }: Plan): string => target.name;

const together = (a: Judgement, b: Judgement, blocked: Judgement["items"]): Judgement => ({
  pulls: [...a.pulls, ...b.pulls],
  items: [...a.items, ...b.items, ...blocked],
  unanswered: [...a.unanswered, ...b.unanswered],
});
