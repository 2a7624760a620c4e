import type { ApplyResult, ItemOutcome } from "../model/outcome.js";
import { hasProblems } from "../model/plan.js";
import type { Plan } from "../model/plan.js";
import { refusalOf } from "../report/failed-call.js";
import { nextSteps, renderNextSteps } from "../report/next-steps.js";
import { renderOutcomes } from "../report/render-outcomes.js";
import { changesOf } from "../report/verdict.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import { invocationOf } from "./invocation.js";
import { closingPlan } from "./live-plan.js";
import type { ApplyOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { groundOf } from "./session.js";
import type { Session } from "./session.js";

type Next = ReturnType<typeof nextSteps>;

export interface Ended {
  /** the plan that was carried out */
  readonly plan: Plan;
  readonly outcomes: readonly ItemOutcome[];
  readonly interrupted: boolean;
}

/** Plans once more and says how it ended. */
export async function close(
  context: Context,
  options: ApplyOptions,
  session: Session,
  ended: Ended,
): Promise<ExitCode> {
  if (ended.outcomes.length === 0) return nothingDone(context, options, ended.plan);
  // A stop was asked for: no more requests than it takes to tell.
  const closing = ended.interrupted ? undefined : await closingPlan(groundOf(session));
  if (closing?.ok === false) await report(context, { ...options, json: false }, closing.error);
  const left = closing?.ok === true ? closing.value.plan : undefined;
  const { outcomes, interrupted } = ended;
  const result: ApplyResult = {
    outcomes,
    interrupted,
    converged: left !== undefined && isConverged(ended, left),
  };
  if (options.json === true) printJson(context, result, left ?? ended.plan);
  else {
    const [width, paint] = [widthOf(context.stdout), paintFor(context.stdout, context, options)];
    const next = nextOf(context, options, ended, left);
    context.stdout.write(`\n${renderOutcomes(result, width, paint)}`);
    if (next.length > 0) context.stdout.write(`\n${renderNextSteps(next, width, paint).join("\n")}\n`);
  }
  return exitOf(result, [ended.plan, ...(left === undefined ? [] : [onlyWhole(left)])]);
}

/** Problems of a table are told with its item; what belongs to no item of the approved plan may have come up since. */
const onlyWhole = (plan: Plan): Plan => ({ ...plan, items: [] });

/** Nothing of what was approved may be left: what is owed would be an item of a fresh plan again. */
function isConverged({ outcomes }: Ended, left: Plan): boolean {
  const addresses = new Set(outcomes.map(({ address }) => address));
  return (
    outcomes.every(({ state }) => state === "applied" || state === "already") &&
    !changesOf(left).some(({ address }) => addresses.has(address))
  );
}

function nothingDone(context: Context, options: ApplyOptions, plan: Plan): ExitCode {
  const converged = !hasProblems(plan);
  if (options.json === true) printJson(context, { outcomes: [], converged, interrupted: false }, plan);
  return converged ? EXIT.done : EXIT.refused;
}

/** @param plan what is left after the apply; where that could not be read, what was approved */
const printJson = (context: Context, { outcomes, converged, interrupted }: ApplyResult, plan: Plan): void =>
  context.stdout.write(`${JSON.stringify({ version: 1, outcomes, converged, interrupted, plan }, null, 2)}\n`);

/** What was done in a sandbox of this command is gone with it: there is nothing to go on with. */
function nextOf(context: Context, options: ApplyOptions, ended: Ended, left: Plan | undefined): Next {
  if (options.sandbox !== undefined) return [];
  if (ended.interrupted) return goOn(context, options);
  const next = nextSteps(left ?? ended.plan, invocationOf(context, options, undefined));
  const refused = ended.outcomes.find((outcome) => refusalOf(outcome) !== undefined);
  // The same apply would be refused for the same reason until somebody has seen to it.
  return refused === undefined
    ? next
    : [{ command: `warehog explain ${refused.code}`, why: "why PostHog refused, and the way out" }, ...next];
}

/** The journal knows where it stopped: the same command goes on there. */
function goOn(context: Context, options: ApplyOptions): Next {
  const { flags, planFile, interactive } = invocationOf(context, options, options.file);
  if (planFile !== undefined)
    return [
      {
        command: `warehog apply ${planFile}${flags} --approve ${options.approve ?? "<digest>"}`,
        why: "goes on where it stopped",
      },
    ];
  return interactive
    ? [{ command: `warehog apply${flags}`, why: "goes on where it stopped" }]
    : [{ command: `warehog plan${flags} --out plan.json`, why: "shows what is left, and how to go on" }];
}

const ENDS: readonly (readonly [ExitCode, readonly ItemOutcome["state"][]])[] = [
  [EXIT.interrupted, ["interrupted"]],
  [EXIT.error, ["failed"]],
  [EXIT.refused, ["refused", "skipped"]],
  [EXIT.unproven, ["started"]],
];

/** The worst end decides; with every item fine, what could not be carried out, then what the closing plan found. */
function exitOf({ outcomes, converged }: ApplyResult, plans: readonly Plan[]): ExitCode {
  for (const [code, states] of ENDS) if (outcomes.some(({ state }) => states.includes(state))) return code;
  if (plans.some(hasProblems)) return EXIT.refused;
  return converged ? EXIT.done : EXIT.unproven;
}
