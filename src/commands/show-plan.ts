import type { Plan } from "../model/plan.js";
import type { Readers } from "../model/readers.js";
import type { Invocation } from "../report/next-steps.js";
import { renderPlan } from "../report/render-plan.js";
import type { Context } from "./context.js";
import type { LiveOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import type { Session } from "./session.js";

/** The plan as text for this terminal. */
export const planText = (
  context: Context,
  options: LiveOptions & { readonly explain?: boolean },
  { scope }: Session,
  plan: Plan,
  invocation: Invocation | undefined,
  readers: Readers = {},
): string =>
  renderPlan(plan, {
    width: widthOf(context.stdout),
    paint: paintFor(context.stdout, context, options),
    scope: scope.told,
    explain: options.explain === true ? scope.desired : undefined,
    readers,
    invocation,
  });
