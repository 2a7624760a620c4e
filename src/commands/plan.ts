import { resolve } from "node:path";
import { readText, writeText } from "../adapters/files.js";
import { hasProblems } from "../model/plan.js";
import type { Plan } from "../model/plan.js";
import type { Readers } from "../model/readers.js";
import { assertNever, err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { readPlan } from "../planner/read-plan.js";
import { writePlan } from "../planner/write-plan.js";
import { renderPlanMarkdown } from "../report/render-plan-markdown.js";
import { changesOf } from "../report/verdict.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { fileFailure, report } from "./failure.js";
import type { Failure } from "./failure.js";
import { invocationOf } from "./invocation.js";
import { livePlan } from "./live-plan.js";
import type { LivePlan } from "./live-plan.js";
import type { PlanFormat, PlanOptions } from "./options.js";
import { groundOf, openSession, reread } from "./session.js";
import { withRenames } from "./schema-ids.js";
import type { Session } from "./session.js";
import { planText } from "./show-plan.js";
import { whoReads } from "./who-reads.js";

/** Shows what would change. Never writes to PostHog; writes files only with --out and --write-consent. */
export async function plan(context: Context, given: PlanOptions): Promise<ExitCode> {
  const options = { ...given, json: given.json === true || given.format === "json" };
  const opened = await openSession(context, options, "read");
  if (!opened.ok) return report(context, options, opened.error);
  try {
    const planned = await planFiles(context, options, opened.value);
    if (!planned.ok) return await report(context, options, planned.error);
    const { session, plan: made } = planned.value;
    if (options.out !== undefined) {
      const written = await save(context, options.out, made);
      if (!written.ok) return await report(context, options, written.error);
    }
    const readers = options.readers === true ? await whoReads(context, session.service.posthog, planned.value) : {};
    context.stdout.write(await show(context, options, session, made, readers));
    return exitOf(made, options.detailedExitcode === true);
  } finally {
    await opened.value.service.close();
  }
}

/** Only a plan may be written over: `--out warehog.yaml` is a slip that would cost the configuration. */
async function save(context: Context, out: string, made: Plan): Promise<Result<null, Failure>> {
  const path = resolve(context.cwd, out);
  const there = await readText(context.cwd, path);
  const isFree = there.ok ? isPlanFile(there.value.text) : there.error.code === "file-missing";
  if (!isFree)
    return err({
      code: "out-not-a-plan",
      message: `${out} is there and is no plan, so nothing was written over it`,
      hint: "name another file: warehog plan --out plan.json",
    });
  const written = await writeText(path, writePlan(made));
  return written.ok ? ok(null) : err(fileFailure(out, written.error));
}

/** One of an older version, or one that somebody edited, was a plan all the same. */
function isPlanFile(text: string): boolean {
  const found = readPlan(text);
  return found.ok || found.error.code !== "plan-invalid";
}

interface Planned extends LivePlan {
  readonly session: Session;
}

async function planFiles(context: Context, options: PlanOptions, session: Session): Promise<Result<Planned, Failure>> {
  const first = await livePlan(groundOf(session));
  if (!first.ok) return first;
  const named = { ...first.value, plan: await withRenames(first.value.plan, session, first.value.live) };
  if (options.writeConsent !== true) return ok({ session, ...named });

  const { addConsents } = await import("./add-consents.js");
  const added = await addConsents(context, options, session, first.value.plan);
  if (!added.ok) return added;
  if (!added.value) return ok({ session, ...named });
  const again = await reread(context, options, session);
  if (!again.ok) return again;
  const second = await livePlan(groundOf(again.value));
  if (!second.ok) return second;
  const { plan: made, live } = second.value;
  return ok({ session: again.value, ...second.value, plan: await withRenames(made, again.value, live) });
}

async function show(
  context: Context,
  options: PlanOptions,
  session: Session,
  made: Plan,
  readers: Readers,
): Promise<string> {
  const format: PlanFormat = options.json === true ? "json" : (options.format ?? "text");
  switch (format) {
    case "json":
      return writePlan(made);
    case "markdown":
      return renderPlanMarkdown(made, readers);
    case "html":
      return (await import("../report/html/render-plan-html.js")).renderPlanHtml(made, readers);
    case "text":
      return planText(context, options, session, made, invocationOf(context, options, options.out), readers);
    default:
      return assertNever(format);
  }
}

function exitOf(made: Plan, detailed: boolean): ExitCode {
  if (hasProblems(made)) return EXIT.refused;
  return detailed && changesOf(made).length > 0 ? EXIT.changes : EXIT.done;
}
