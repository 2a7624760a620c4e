import { hasProblems, isApplicable } from "../model/plan.js";
import type { Plan } from "../model/plan.js";
import { awaitsConsent, changesOf } from "./verdict.js";
import { counted } from "../model/numbers.js";
import { labelled, pad, widest } from "./layout.js";
import type { Paint } from "./paint.js";

/** How the plan was asked for, so that what to type next can be typed as it stands. */
export interface Invocation {
  /** options that name the target and narrow the scope, ready to paste, with a leading space each */
  readonly flags: string;
  /** where the plan was written */
  readonly planFile: string | undefined;
  /** somebody can be asked */
  readonly interactive: boolean;
}

interface NextStep {
  readonly command: string;
  readonly why: string;
}

function applyStep(plan: Plan, { flags, planFile, interactive }: Invocation): NextStep | undefined {
  const ready = changesOf(plan).filter(isApplicable).length;
  if (ready === 0) return undefined;
  const file = planFile === undefined ? "" : ` ${planFile}`;
  const approve = planFile !== undefined || !interactive ? ` --approve ${plan.digest}` : "";
  const rest = hasProblems(plan) ? ", and leaves the rest" : "";
  return { command: `warehog apply${file}${flags}${approve}`, why: `carries out ${counted(ready, "change")}${rest}` };
}

/** What to type next, the most useful first; empty when nothing is left to do. */
export function nextSteps(plan: Plan, invocation: Invocation): readonly NextStep[] {
  const items = changesOf(plan);
  const other = [...plan.problems, ...items.flatMap(({ problems }) => problems)].find(
    ({ code }) => code !== "consent-missing",
  );
  const apply = applyStep(plan, invocation);
  return [
    ...(items.some(awaitsConsent)
      ? [
          {
            command: `warehog plan${invocation.flags} --write-consent`,
            why: "adds the missing consents to the YAML, for review",
          },
        ]
      : []),
    ...(other === undefined
      ? []
      : [{ command: `warehog explain ${other.code}`, why: "what the problem means and the way out" }]),
    ...(apply === undefined ? [] : [apply]),
  ];
}

const LABEL_WIDTH = 6;

/** The reason stands beside its command; below it where one of them leaves no room. */
export function renderNextSteps(steps: readonly NextStep[], width: number, paint: Paint): readonly string[] {
  const column = LABEL_WIDTH + widest(steps.map(({ command }) => command)) + 3;
  const fits = column + widest(steps.map(({ why }) => why)) <= width;
  return steps.flatMap(({ command, why }, index) => {
    const typed = pad(index === 0 ? paint("title", "next:") : "", LABEL_WIDTH) + paint("command", command);
    const reason = paint("dim", why);
    return fits ? [pad(typed, column) + reason] : [typed, ...labelled("", LABEL_WIDTH + 2, reason, width)];
  });
}
