import { apply as carryOut } from "../executor/apply.js";
import { JournalFault } from "../executor/ports.js";
import type { ItemOutcome } from "../model/outcome.js";
import type { Item } from "../model/plan.js";
import { pair } from "../planner/pair.js";
import { covers } from "../planner/covers.js";
import { agree } from "./agreement.js";
import { close } from "./closing.js";
import type { Context } from "./context.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { closeMoot, livePlan, replanUpon } from "./live-plan.js";
import type { LivePlan } from "./live-plan.js";
import { numberSetting } from "./number-setting.js";
import type { ApplyOptions } from "./options.js";
import { paintFor } from "./paint.js";
import { foreignTo, writtenPlan } from "./plan-file.js";
import { progressDisplay } from "./progress-display.js";
import { groundOf, openSession } from "./session.js";
import { declaredIn, rememberIds, withRenames } from "./schema-ids.js";
import type { Session } from "./session.js";

/** Carries out a plan that somebody approved, proves it, and plans again. */
export async function apply(context: Context, options: ApplyOptions): Promise<ExitCode> {
  const maxWait = numberSetting({ given: options.maxWait, variable: "WAREHOG_MAX_WAIT", whole: true }, context.env);
  if (!maxWait.ok) return report(context, options, maxWait.error);
  const written = await writtenPlan(context, options);
  if (!written.ok) return report(context, options, written.error);
  const opened = await openSession(context, options, "write");
  if (!opened.ok) return report(context, options, opened.error);
  const session = opened.value;
  try {
    const foreign = foreignTo(session.service, written.value);
    if (foreign !== undefined) return await report(context, options, foreign);
    const fresh = await livePlan(groundOf(session));
    if (!fresh.ok) return await report(context, options, fresh.error);
    const shown = await withRenames(fresh.value.plan, session, fresh.value.live);
    const agreed = await agree(context, options, session, {
      plan: written.value ?? shown,
      fresh: shown,
    });
    if (!agreed.ok) return await report(context, options, agreed.error);
    const { plan, items } = agreed.value;
    if (items.length === 0) await closeMoot(session.service.journal, fresh.value);
    const outcomes =
      items.length === 0 ? [] : await run(context, { ...options, maxWait: maxWait.value }, session, fresh.value, items);
    await rememberIds(context, options, session, declaredIn(pair(session.declared.desired, fresh.value.live).sources));
    const interrupted = outcomes.some(({ state, code }) => state === "interrupted" || code === "stop-requested");
    return await close(context, options, session, { plan, outcomes, interrupted });
  } catch (error) {
    if (error instanceof JournalFault) return await report(context, options, unwritable(error));
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

type Patience = Omit<ApplyOptions, "maxWait"> & { readonly maxWait: number | undefined };

async function run(
  context: Context,
  options: Patience,
  session: Session,
  fresh: LivePlan,
  approved: readonly Item[],
): Promise<readonly ItemOutcome[]> {
  const { posthog, journal, journalPath } = session.service;
  const dim = (text: string): string => paintFor(context.stderr, context, options)("dim", text);
  if (journalPath !== undefined)
    context.stderr.write(`\n${dim(`journal: ${journalPath}, which other machines cannot see`)}\n`);
  context.stop.take(() =>
    context.stderr.write(
      `\nleft at once: what was sent${journalPath === undefined ? "" : ` is recorded in ${journalPath}`}, and nobody has seen what came of the last call; warehog plan shows what is left, and warehog apply goes on\n`,
    ),
  );
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
      limits: posthog,
      progress: display.show,
      stop: context.stop,
      wait: options.wait !== false,
      ...waiting(options),
    });
  } finally {
    display.end();
  }
}

const waiting = ({ pollSeconds, maxWait }: Patience) => ({
  ...(pollSeconds === undefined
    ? {}
    : { poll: { firstMs: Math.min(1, pollSeconds) * 1000, maxMs: pollSeconds * 1000, calmMs: pollSeconds * 1000 } }),
  ...(maxWait === undefined ? {} : { maxWaitMs: maxWait * 60_000 }),
});
