import { apply as carryOut } from "../executor/apply.js";
import { JournalFault } from "../executor/ports.js";
import type { ItemOutcome } from "../model/outcome.js";
import { isApplicable } from "../model/plan.js";
import type { Item, Plan } from "../model/plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { covers } from "../planner/covers.js";
import { changesOf } from "../report/verdict.js";
import { approve } from "./approval.js";
import { close } from "./closing.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { livePlan, replanUpon } from "./live-plan.js";
import type { LivePlan } from "./live-plan.js";
import type { ApplyOptions } from "./options.js";
import { paintFor } from "./paint.js";
import { approvedPlan } from "./plan-file.js";
import { progressDisplay } from "./progress-display.js";
import { groundOf, openSession } from "./session.js";
import type { Session } from "./session.js";
import { planText } from "./show-plan.js";

/** Carries out a plan that somebody approved, proves it, and plans again. */
export async function apply(context: Context, options: ApplyOptions): Promise<ExitCode> {
  const opened = await openSession(context, options, "write");
  if (!opened.ok) return report(context, options, opened.error);
  const session = opened.value;
  try {
    const fresh = await livePlan(groundOf(session));
    if (!fresh.ok) return report(context, options, fresh.error);
    const agreed = await agree(context, options, session, fresh.value);
    if (!agreed.ok) return report(context, options, agreed.error);
    const { plan, items } = agreed.value;
    const outcomes = items.length === 0 ? [] : await run(context, options, session, fresh.value, items);
    const interrupted = outcomes.some(({ state }) => state === "interrupted");
    return await close(context, options, session, { plan, outcomes, interrupted });
  } catch (error) {
    if (error instanceof JournalFault) return report(context, options, unwritable(error));
    throw error;
  } finally {
    await session.service.close();
  }
}

const unwritable = ({ message }: JournalFault): Failure => ({
  code: "journal",
  message,
  hint: "make room and the folder .warehog writable, then run the same command again",
});

interface Agreed {
  readonly plan: Plan;
  /** what may be carried out */
  readonly items: readonly Item[];
}

/** The plan that is meant, shown and approved. */
async function agree(
  context: Context,
  options: ApplyOptions,
  session: Session,
  fresh: LivePlan,
): Promise<Result<Agreed, Failure>> {
  const { file } = options;
  const meant = file === undefined ? ok(fresh.plan) : await approvedPlan(context, file, session.service);
  if (!meant.ok) return meant;
  const plan = meant.value;
  const items = changesOf(plan).filter(isApplicable);
  if (options.json !== true && (file === undefined || options.approve === undefined))
    context.stdout.write(planText(context, options, session, plan, file));
  if (items.length === 0) return ok({ plan, items });
  const unchecked = notChecked(fresh.plan, items);
  if (unchecked !== undefined) return err(unchecked);
  const approved = await approve(context, options, plan, items);
  return approved.ok ? ok({ plan, items }) : approved;
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

async function run(
  context: Context,
  options: ApplyOptions,
  session: Session,
  fresh: LivePlan,
  approved: readonly Item[],
): Promise<readonly ItemOutcome[]> {
  const { posthog, journal, journalPath } = session.service;
  const dim = (text: string): string => paintFor(context.stderr, context, options)("dim", text);
  if (journalPath !== undefined)
    context.stderr.write(`\n${dim(`journal: ${journalPath}, which other machines cannot see`)}\n`);
  context.stop.take();
  context.stop.signal.addEventListener("abort", () =>
    context.stderr.write(`\n${dim("stopping after the step in flight; Ctrl-C again leaves at once")}\n`),
  );
  const display = progressDisplay(context, options);
  try {
    return await carryOut({
      approved,
      replan: replanUpon(groundOf(session), fresh.live),
      covers,
      warehouse: posthog.warehouse,
      journal,
      clock: context.clock,
      progress: display.show,
      stop: context.stop,
      wait: options.wait !== false,
      ...pace(options),
    });
  } finally {
    display.end();
  }
}

const pace = ({ pollSeconds }: ApplyOptions) =>
  pollSeconds === undefined ? {} : { poll: { firstMs: Math.min(1, pollSeconds) * 1000, maxMs: pollSeconds * 1000 } };
