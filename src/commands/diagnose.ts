import { isRunUnseen } from "../diagnose/causes/stuck-running.js";
import type { DesiredState } from "../model/desired.js";
import type { HealthReport } from "../model/health-report.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { renderHealth } from "../report/render-health.js";
import { visible, visibleTexts } from "../report/visible.js";
import type { Surgery } from "./advice.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { reportOf } from "./health-of.js";
import { invocationOf } from "./invocation.js";
import { failureOf } from "./live-plan.js";
import { findSource, findTable, namedSources, splitAddress } from "./located.js";
import type { Located } from "./located.js";
import type { ServiceOptions, ProjectOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { openSession } from "./session.js";
import type { Session } from "./session.js";
import { examine } from "./ward.js";
import type { Ward } from "./ward.js";

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
  const looked = await lookTwice(context, options, () => look(options, session));
  if (!looked.ok) return looked;
  const { sources, ward, single } = looked.value;
  const surgery: Surgery = {
    flags: invocationOf(context, options, undefined).flags,
    texts: session.declared.texts,
  };
  return ok(reportOf(session, sources, ward, surgery, single));
}

interface Looked {
  readonly ward: Ward;
  readonly sources: number;
  /** one table was named */
  readonly single: boolean;
}

/** A run begins some seconds after it was asked for, and its table shows Running at once. */
const UNTIL_SEEN_MS = 15_000;

/** What a second look finds still held in Running, without a run, is not one that has just been asked for. */
async function lookTwice(
  { clock, stderr }: Context,
  { json }: DiagnoseOptions,
  once: () => Promise<Result<Looked, Failure>>,
): Promise<Result<Looked, Failure>> {
  const looked = await once();
  const unseen = looked.ok ? looked.value.ward.examined.find(({ table }) => isRunUnseen(table)) : undefined;
  if (unseen === undefined) return looked;
  if (json !== true)
    stderr.write(
      visible(
        `${unseen.address} shows Running and no run: looking again in ${UNTIL_SEEN_MS / 1000} s, for one may just have been asked for`,
      ) + "\n",
    );
  await clock.sleep(UNTIL_SEEN_MS);
  return once();
}

async function look(options: DiagnoseOptions, session: Session): Promise<Result<Looked, Failure>> {
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
  return ok({ ward, sources: named.value.length, single: only.value !== undefined });
}

const asList = <T>(found: Result<T, Failure>): Result<readonly T[], Failure> => (found.ok ? ok([found.value]) : found);

/** A source that a file declares is read alone; the name of any other is known only after reading all. */
function wantedOf({ sources }: DesiredState, address: string | undefined) {
  const key = address === undefined ? undefined : splitAddress(address)[0];
  const declared = sources.find((source) => source.key === key);
  return declared === undefined ? ("every" as const) : [declared.selector];
}
