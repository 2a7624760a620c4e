import { discoveryDiff, isEmptyDiff } from "../model/discovery.js";
import type { LiveTable } from "../model/live.js";
import { counted } from "../model/numbers.js";
import { ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { pair } from "../planner/pair.js";
import type { SourcePair } from "../planner/pair.js";
import { hang } from "../report/layout.js";
import { renderDiscovery } from "../report/render-discovery.js";
import type { Discovery } from "../report/render-discovery.js";
import { visible, visibleTexts } from "../report/visible.js";
import { confirm } from "./confirm.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { flagsFor, quoted } from "./invocation.js";
import { failureOf } from "./live-plan.js";
import { chosenSources, liveSources } from "./live-sources.js";
import type { DiscoverOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { declaredIn, rememberIds } from "./schema-ids.js";
import { openSession } from "./session.js";
import type { Session } from "./session.js";

/** Has PostHog list the tables of declared sources again, and shows what that changed. */
export async function discover(
  context: Context,
  source: string | undefined,
  options: DiscoverOptions,
): Promise<ExitCode> {
  const session = await openSession(context, options, options.dryRun === true ? "read" : "write", ({ sources }) =>
    chosenSources(sources, source),
  );
  if (!session.ok) return report(context, options, session.error);
  try {
    const found = await discoverUpon(context, session.value, source, options);
    if (!found.ok) return await report(context, options, found.error);
    show(context, options, found.value);
    return exitOf(context, options, found.value);
  } finally {
    await session.value.service.close();
  }
}

async function discoverUpon(
  context: Context,
  session: Session,
  key: string | undefined,
  options: DiscoverOptions,
): Promise<Result<readonly Discovery[], Failure>> {
  const sources = await liveSources(session, key);
  if (!sources.ok) return sources;
  const pairs = sources.value.flatMap(({ found }) => (found.ok ? [found.value] : []));
  const isDry = options.dryRun === true;
  if (!isDry && pairs.length > 0) {
    context.stderr.write(`${hang(whatItDoes(pairs), widthOf(context.stderr)).join("\n")}\n`);
    const name = key === undefined ? "" : ` ${quoted(key)}`;
    const again = `warehog discover${flagsFor(options)}${name}`;
    const agreed = await confirm(context, options, `Look for tables in ${counted(pairs.length, "source")}?`, again);
    if (!agreed.ok) return agreed;
    context.stop.take();
  }

  const discoveries: Discovery[] = [];
  for (const { source, found } of sources.value) {
    if (context.stop.requested) break;
    if (!found.ok) discoveries.push({ source, failed: failed(found.error) });
    else discoveries.push(await (isDry ? listed(session, found.value) : look(session, found.value)));
  }
  if (!isDry) await remember(context, options, session, pairs);
  return ok(discoveries);
}

/** A source that cannot be asked says so, and hides no other. */
async function look({ service }: Session, { desired, live }: SourcePair): Promise<Discovery> {
  const { posthog } = service;
  const source = desired.key;
  const before = await posthog.warehouse.readSource(live.id);
  if (!before.ok) return { source, failed: failed(failureOf(before.error)) };
  const asked = await posthog.discover(live.id);
  // A failed call may have done its work, or a part of it.
  const after = await posthog.warehouse.readSource(live.id);
  if (!after.ok) return { source, failed: asked.ok ? UNREAD : failed(failureOf(asked.error)) };
  const changed = diffOf(desired, before.value.value, after.value.value);
  return asked.ok ? { source, ...changed } : { source, ...changed, failed: failed(failureOf(asked.error)) };
}

const diffOf = ({ tables }: SourcePair["desired"], before: readonly LiveTable[], after: readonly LiveTable[]) => ({
  declared: tables.map(({ name }) => name),
  diff: discoveryDiff(before, after),
});

async function listed({ service }: Session, { desired, live }: SourcePair): Promise<Discovery> {
  const read = await service.posthog.warehouse.readSource(live.id);
  if (!read.ok) return { source: desired.key, failed: failed(failureOf(read.error)) };
  const { value: tables } = read.value;
  const syncing = tables.filter(({ settings }) => settings.should_sync === true).length;
  const now = { tables: tables.length, syncing, auto_sync_new_tables: live.auto_sync_new_schemas };
  return { source: desired.key, now };
}

const failed = ({ code, message, hint }: Failure) => ({ code, message, hint });

const UNREAD = {
  code: "discovery-unread",
  message: "PostHog has looked, and the source could not be read afterwards, so nobody can say what changed",
  hint: "warehog plan reads it again",
};

async function remember(
  context: Context,
  options: DiscoverOptions,
  session: Session,
  before: readonly SourcePair[],
): Promise<void> {
  await rememberIds(context, options, session, declaredIn(before));
  const now = await session.service.posthog.readLive([]);
  if (now.ok)
    await rememberIds(context, options, session, declaredIn(pair(session.declared.desired, now.value).sources));
}

function whatItDoes(pairs: readonly SourcePair[]): string {
  const auto = pairs.filter(({ live }) => live.auto_sync_new_schemas).map(({ desired }) => desired.key);
  const switching =
    auto.length === 0 ? "" : ` PostHog begins to sync new tables of ${visible(auto.join(", "))} by itself.`;
  return (
    "A discovery writes to PostHog (scope external_data_source:write): new tables are listed, old ones renamed, and those that the source no longer has are switched off or taken off the list. " +
    `PostHog does the same by itself about every 6 hours; --dry-run only reads.${switching}`
  );
}

function show(context: Context, options: DiscoverOptions, sources: readonly Discovery[]): void {
  if (options.json === true) {
    const value = { version: 1, dry_run: options.dryRun === true, sources: visibleTexts(sources) };
    context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  } else
    context.stdout.write(renderDiscovery(sources, paintFor(context.stdout, context, options), widthOf(context.stdout)));
}

function exitOf({ stop }: Context, { detailedExitcode }: DiscoverOptions, sources: readonly Discovery[]): ExitCode {
  if (stop.requested) return EXIT.interrupted;
  if (sources.some((source) => "failed" in source)) return EXIT.error;
  const isNews = sources.some((source) => "diff" in source && !isEmptyDiff(source.diff));
  return detailedExitcode === true && isNews ? EXIT.changes : EXIT.done;
}
