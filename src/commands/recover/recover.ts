import type { Job } from "../../model/live.js";
import { counted } from "../../model/numbers.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { hang, indent } from "../../report/layout.js";
import { visible, visibleTexts } from "../../report/visible.js";
import { confirm } from "../confirm.js";
import type { Context } from "../context.js";
import { EXIT } from "../exit-code.js";
import type { ExitCode } from "../exit-code.js";
import { report } from "../failure.js";
import type { Failure } from "../failure.js";
import { flagsFor, quoted } from "../invocation.js";
import { failureOf } from "../live-plan.js";
import { findTable, namedSources, splitAddress } from "../located.js";
import type { Located } from "../located.js";
import { numberSetting } from "../number-setting.js";
import type { ProjectOptions, ServiceOptions } from "../options.js";
import { paintFor, widthOf } from "../paint.js";
import { openSession } from "../session.js";
import type { Session } from "../session.js";
import { approvalId } from "./approval-id.js";
import { carryOut } from "./carry-out.js";
import type { RecoveryOutcome } from "./carry-out.js";
import { DESTRUCTIVE, foresee } from "./foresee.js";
import type { RecoveryAction } from "./foresee.js";
import { refusalOf } from "./refusals.js";

export interface RecoverOptions extends ProjectOptions, ServiceOptions {
  readonly action: RecoveryAction;
  readonly addresses: readonly string[];
  readonly yes?: boolean;
  readonly approve?: string;
  /** false: --no-wait */
  readonly wait?: boolean;
  readonly pollSeconds?: number;
  /** minutes */
  readonly maxWait?: number;
}

/** One call a table, asked for by name: says what it does to rows, asks, and proves what came of it. */
export async function recover(context: Context, options: RecoverOptions): Promise<ExitCode> {
  const maxWait = numberSetting({ given: options.maxWait, variable: "WAREHOG_MAX_WAIT", whole: true }, context.env);
  if (!maxWait.ok) return report(context, options, maxWait.error);
  const opened = await openSession(context, options, "write");
  if (!opened.ok) return report(context, options, opened.error);
  const session = opened.value;
  try {
    const tables = await permitted(options, session);
    if (!tables.ok) return await report(context, options, tables.error);
    const agreed = await agree(context, options, session, tables.value);
    if (!agreed.ok) return await report(context, options, agreed.error);
    context.stop.take(() =>
      context.stderr.write("\nleft at once: warehog diagnose shows what came of what was sent\n"),
    );
    const outcomes: RecoveryOutcome[] = [];
    for (const table of tables.value) {
      if (context.stop.requested) break;
      outcomes.push(await one(context, options, session, table, maxWait.value));
    }
    show(context, options, visibleTexts(outcomes));
    return exitOf(outcomes, context.stop.requested);
  } finally {
    await session.service.close();
  }
}

/** The tables that were named, if nothing forbids to touch any of them. */
async function permitted(
  options: RecoverOptions,
  { service, declared: { desired } }: Session,
): Promise<Result<readonly Located[], Failure>> {
  const keys = new Set(options.addresses.map((address) => splitAddress(address)[0]));
  const sources = desired.sources.filter(({ key }) => keys.has(key));
  const live = await service.posthog.readLive(
    sources.length === keys.size ? sources.map(({ selector }) => selector) : "every",
  );
  if (!live.ok) return err(failureOf(live.error));
  const named = namedSources(desired, live.value);
  const tables: Located[] = [];
  for (const address of new Set(options.addresses)) {
    const found = findTable(named, address);
    if (!found.ok) return found;
    tables.push(found.value);
  }
  const jobs = await runsOf(service.posthog.warehouse, tables);
  if (!jobs.ok) return jobs;
  const refusal = refusalOf({
    action: options.action,
    tables,
    live: live.value,
    desired,
    owed: service.journal.owed(),
    jobs: jobs.value,
    flags: flagsFor(options),
  });
  return refusal === undefined ? ok(tables) : err(visibleTexts(refusal));
}

async function runsOf(
  warehouse: Session["service"]["posthog"]["warehouse"],
  tables: readonly Located[],
): Promise<Result<ReadonlyMap<string, readonly Job[]>, Failure>> {
  const runs = new Map<string, Job[]>();
  for (const source of new Set(tables.map(({ source: { id } }) => id))) {
    const names = tables.filter((table) => table.source.id === source).map(({ table }) => table.name);
    const page = await warehouse.jobs(source, names);
    if (!page.ok) return err(failureOf(page.error));
    for (const job of page.value.value) runs.set(job.schema_id, [...(runs.get(job.schema_id) ?? []), job]);
  }
  return ok(runs);
}

const refused = (code: string, message: string, hint: string) =>
  err({ code, message, hint: visible(hint), exit: EXIT.refused } satisfies Failure);

/** Says what it would do to each table, and asks: yes for what deletes nothing, the id of the preview for what does. */
async function agree(
  context: Context,
  options: RecoverOptions,
  { service }: Session,
  tables: readonly Located[],
): Promise<Result<null, Failure>> {
  const { action, approve } = options;
  const isDestructive = DESTRUCTIVE.has(action);
  const id = approvalId(service.target, action, tables);
  if (!(isDestructive && approve === id)) preview(context, options, tables);
  const again = `warehog ${action}${flagsFor(options)} ${tables.map(({ address }) => quoted(address)).join(" ")}`;
  if (isDestructive) {
    if (approve === id) return ok(null);
    return approve === undefined
      ? refused(
          "recovery-not-approved",
          "this deletes rows and was not approved, so nothing was sent",
          `after reading it: ${again} --approve ${id}`,
        )
      : refused(
          "approval-differs",
          `--approve names something else than what would be done now, which is ${id}; nothing was sent`,
          `read it again: ${again}`,
        );
  }
  return confirm(context, options, `${action} ${counted(tables.length, "table")}?`, again);
}

function preview(context: Context, options: RecoverOptions, tables: readonly Located[]): void {
  const output = context.stderr;
  const paint = paintFor(output, context, options);
  const style = DESTRUCTIVE.has(options.action) ? "danger" : "title";
  const lines = tables.flatMap(({ address, table }) => [
    paint(style, `${options.action} ${visible(address)}`),
    ...indent(hang(foresee(options.action, table).text, widthOf(output) - 2), 2),
  ]);
  output.write(`${lines.join("\n")}\n`);
}

const DEFAULT_POLL_SECONDS = 15;
const DEFAULT_MAX_WAIT_MINUTES = 300;
const MINUTE_MS = 60_000;

function one(
  context: Context,
  { action, wait, pollSeconds = DEFAULT_POLL_SECONDS, json }: RecoverOptions,
  { service }: Session,
  table: Located,
  maxWait: number | undefined,
): Promise<RecoveryOutcome> {
  let told = false;
  return carryOut(action, table, {
    warehouse: service.posthog.warehouse,
    clock: context.clock,
    stop: context.stop,
    wait: wait !== false,
    pollMs: pollSeconds * 1000,
    maxWaitMs: (maxWait ?? DEFAULT_MAX_WAIT_MINUTES) * MINUTE_MS,
    tell(text) {
      if (!told && json !== true) context.stderr.write(`${visible(text)} …\n`);
      told = true;
    },
  });
}

const STYLES = { done: "good", unproven: "warning", failed: "danger", interrupted: "warning" } as const;

function show(context: Context, options: RecoverOptions, outcomes: readonly RecoveryOutcome[]): void {
  const { stdout } = context;
  if (options.json === true)
    return stdout.write(`${JSON.stringify({ version: 1, action: options.action, outcomes }, null, 2)}\n`);
  const paint = paintFor(stdout, context, options);
  for (const { address, state, code, message } of outcomes) {
    const because = code === null ? "" : ` (${code})`;
    stdout.write(
      `${hang(`${paint(STYLES[state], state)} ${address}: ${message}${because}`, widthOf(stdout)).join("\n")}\n`,
    );
  }
}

function exitOf(outcomes: readonly RecoveryOutcome[], stopped: boolean): ExitCode {
  if (stopped) return EXIT.interrupted;
  if (outcomes.some(({ state }) => state === "failed")) return EXIT.error;
  return outcomes.some(({ state }) => state !== "done") ? EXIT.unproven : EXIT.done;
}
