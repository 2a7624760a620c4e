import type { DesiredState } from "../model/desired.js";
import type { FindingGroup, HealthReport, TableFinding } from "../model/health-report.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { renderHealth } from "../report/render-health.js";
import { visibleTexts } from "../report/visible.js";
import { adviceFor } from "./advice.js";
import type { Surgery } from "./advice.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { invocationOf } from "./invocation.js";
import { failureOf } from "./live-plan.js";
import { findSource, findTable, namedSources, splitAddress } from "./located.js";
import type { Located } from "./located.js";
import type { ServiceOptions, ProjectOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { openSession } from "./session.js";
import type { Session } from "./session.js";
import { examine } from "./ward.js";
import type { Examined, Ward } from "./ward.js";

export interface DiagnoseOptions extends ProjectOptions, ServiceOptions {
  /** source or source/table */
  readonly address?: string;
}

/** Says of each table that does not sync why, and what harms least. Never writes to PostHog, and to no file. */
export async function diagnose(context: Context, options: DiagnoseOptions): Promise<ExitCode> {
  const opened = await openSession(context, options, "read");
  if (!opened.ok) return report(context, options, opened.error);
  try {
    const made = await healthOf(context, options, opened.value);
    if (!made.ok) return await report(context, options, made.error);
    const health = visibleTexts(made.value);
    context.stdout.write(
      options.json === true
        ? `${JSON.stringify(jsonOf(health), null, 2)}\n`
        : renderHealth(health, { width: widthOf(context.stdout), paint: paintFor(context.stdout, context, options) }),
    );
    return health.groups.length > 0 ? EXIT.changes : health.unread.length > 0 ? EXIT.error : EXIT.done;
  } finally {
    await opened.value.service.close();
  }
}

const jsonOf = ({ groups, healthy, ...rest }: HealthReport) => ({
  version: 1,
  ...rest,
  ...(healthy !== undefined && { healthy }),
  findings: groups.flatMap(({ findings }) => findings),
});

async function healthOf(
  context: Context,
  options: DiagnoseOptions,
  session: Session,
): Promise<Result<HealthReport, Failure>> {
  const { address } = options;
  const { posthog } = session.service;
  const declared = session.declared.desired;
  const live = await posthog.readLive(wantedOf(declared, address));
  if (!live.ok) return err(failureOf(live.error));
  const all = namedSources(declared, live.value);
  const named = address === undefined ? ok(all) : asList(findSource(all, address));
  if (!named.ok) return named;
  const only = address !== undefined && address.includes("/") ? findTable(named.value, address) : ok(undefined);
  if (!only.ok) return only;
  const wanted = ({ table }: Located): boolean => only.value === undefined || table.id === only.value.table.id;
  const ward = await examine(posthog, live.value, named.value, wanted, only.value !== undefined);
  const surgery: Surgery = {
    flags: invocationOf(context, options, undefined).flags,
    texts: session.declared.texts,
  };
  return ok(reportOf(session, named.value.length, ward, surgery, only.value !== undefined));
}

const asList = <T>(found: Result<T, Failure>): Result<readonly T[], Failure> => (found.ok ? ok([found.value]) : found);

/** A source that a file declares is read alone; the name of any other is known only after reading all. */
function wantedOf({ sources }: DesiredState, address: string | undefined) {
  const key = address === undefined ? undefined : splitAddress(address)[0];
  const declared = sources.find((source) => source.key === key);
  return declared === undefined ? ("every" as const) : [declared.selector];
}

function reportOf(
  { service }: Session,
  sources: number,
  { examined, unread }: Ward,
  surgery: Surgery,
  single: boolean,
): HealthReport {
  const groups = new Map<string, Examined[]>();
  for (const table of examined) {
    if (table.diagnosis === undefined) continue;
    const { cause, message, remedies, otherwise } = table.diagnosis;
    const key = JSON.stringify([table.key, cause, message, remedies, otherwise]);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [table]);
    else there.push(table);
  }
  const [first] = examined;
  return {
    target: service.target.name,
    tables: examined.length,
    sources,
    groups: [...groups.values()].flatMap((tables) => groupOf(tables, surgery)),
    healthy:
      single && first?.diagnosis === undefined && first !== undefined
        ? { ...factsOf(first), address: first.address }
        : undefined,
    unread,
  };
}

function groupOf(tables: readonly Examined[], surgery: Surgery): readonly FindingGroup[] {
  const diagnosis = tables[0]?.diagnosis;
  if (diagnosis === undefined) return [];
  const { cause, message } = diagnosis;
  const told = (of: readonly Examined[]) => ({
    advice: diagnosis.remedies.flatMap((remedy) => adviceFor(remedy, of, surgery)),
    otherwise: diagnosis.otherwise.flatMap((remedy) => adviceFor(remedy, of, surgery)),
  });
  const findings = tables.map((table): TableFinding => ({
    address: table.address,
    source: table.key,
    table: table.table.name,
    schema_id: table.table.id,
    managed: table.declared !== undefined,
    ...factsOf(table),
    cause,
    message,
    evidence: table.diagnosis?.evidence ?? [],
    switched_off: diagnosis.switched_off,
    ...told([table]),
  }));
  return [{ source: tables[0]?.key ?? "", cause, message, findings, ...told(tables) }];
}

const MOST_RUNS = 5;

function factsOf({ table }: Examined) {
  const jobs = table.jobs.state === "read" ? table.jobs.value : undefined;
  const completed = jobs?.find(({ status }) => status === "Completed");
  return {
    status: table.status,
    sync_type: table.settings.sync_type,
    should_sync: table.settings.should_sync,
    last_synced_at: table.last_synced_at,
    last_worked: completed?.finished_at ?? table.last_synced_at,
    runs:
      jobs?.slice(0, MOST_RUNS).map(({ status, created_at, finished_at, rows_synced }) => ({
        status,
        created_at,
        finished_at,
        rows_synced,
      })) ?? null,
  };
}
