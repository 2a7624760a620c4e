import { isApplicable } from "../model/plan.js";
import type { Item, Plan } from "../model/plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { changesOf } from "../report/verdict.js";
import { approve } from "./approval.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { invocationOf } from "./invocation.js";
import type { ApplyOptions } from "./options.js";
import type { Session } from "./session.js";
import { planText } from "./show-plan.js";

interface Agreed {
  readonly plan: Plan;
  /** what may be carried out */
  readonly items: readonly Item[];
}

interface Meant {
  /** the one of the file, or else the fresh one */
  readonly plan: Plan;
  readonly fresh: Plan;
}

/** The plan that is meant, shown and approved. */
export async function agree(
  context: Context,
  options: ApplyOptions,
  session: Session,
  { plan, fresh }: Meant,
): Promise<Result<Agreed, Failure>> {
  const { file } = options;
  const items = changesOf(plan).filter(isApplicable);
  if (options.json !== true && (file === undefined || options.approve === undefined))
    // With something to carry out, the question or the refusal that follows says what to type.
    context.stdout.write(
      planText(context, options, session, plan, items.length > 0 ? undefined : invocationOf(context, options, file)),
    );
  if (items.length === 0) return ok({ plan, items });
  const unchecked = notChecked(fresh, items);
  if (unchecked !== undefined) return err(unchecked);
  const forbidden = nowForbidden(fresh, items);
  if (forbidden !== undefined) return err(forbidden);
  const approved = await approve(context, options, plan, items);
  return approved.ok ? ok({ plan, items }) : approved;
}

/** What only the whole plan can tell, and a fresh plan of one table at a time cannot. */
const LIMITS: ReadonlySet<string> = new Set(["threshold", "billing-limit", "protected"]);

/** A limit that stands in the way today stands above an approval of yesterday: of the policy, of the project, of the rows there are now. */
function nowForbidden(fresh: Plan, items: readonly Item[]): Failure | undefined {
  const meant = new Set(items.map(({ schema_id }) => schema_id));
  for (const { schema_id, address, problems } of fresh.items) {
    const problem = meant.has(schema_id) ? problems.find(({ code }) => LIMITS.has(code)) : undefined;
    if (problem !== undefined)
      return {
        code: problem.code,
        message: `${address}: ${problem.message}; nothing was written to any table`,
        hint: problem.hint,
        exit: EXIT.refused,
      };
  }
  return undefined;
}

/** A plan may be made without asking the sources; nothing is written before they were asked, and answered. */
function notChecked(fresh: Plan, items: readonly Item[]): Failure | undefined {
  const meant = new Set(items.map(({ schema_id }) => schema_id));
  const silent = fresh.items.filter(
    ({ schema_id, notes, problems }) =>
      meant.has(schema_id) &&
      (notes.some(({ code }) => code === "not-checked-against-source") ||
        problems.some(({ code }) => code === "source-error")),
  );
  const [first] = silent;
  if (first === undefined) return undefined;
  return {
    code: "not-checked-against-source",
    message: `${first.address} could not be checked against its source, so nothing was written to any table`,
    hint: "apply needs a key with external_data_source:write, and sources that PostHog can reach",
    exit: EXIT.refused,
  };
}
