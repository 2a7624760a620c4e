import { hasDrifted } from "../model/drift.js";
import type { Drift, TableMoves } from "../model/drift.js";
import { autoDisabled, autoEnabled } from "../planner/auto-switched.js";
import { whoMoved } from "../planner/who-moved.js";
import { renderDrift } from "../report/render-drift.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import { invocationOf } from "./invocation.js";
import { lastKnown } from "./last-known.js";
import { livePlan } from "./live-plan.js";
import type { LiveOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { groundOf, openSession } from "./session.js";

export interface DriftOptions extends LiveOptions {
  readonly since?: string;
}

/** Compares what was applied last, what the files say and what PostHog holds. Writes nothing anywhere. */
export async function drift(context: Context, options: DriftOptions): Promise<ExitCode> {
  const opened = await openSession(context, options, "read");
  if (!opened.ok) return report(context, options, opened.error);
  const { service, ...session } = opened.value;
  try {
    const { project, entry, scope } = session;
    const last = await lastKnown(context, {
      project,
      target: entry.name,
      config: options.config,
      since: options.since,
    });
    if (!last.ok) return await report(context, options, last.error);
    // With a sandbox in its place the target is another one, and what was declared for it then is compared with that.
    const applied = last.value.known ? { ...last.value.state, target: service.target } : undefined;
    const ground = groundOf(opened.value);
    const made = await livePlan({ ...ground, ...(applied === undefined ? {} : { baseline: applied }) });
    if (!made.ok) return await report(context, options, made.error);

    const { plan, live } = made.value;
    const found: Drift = {
      plan,
      tables: whoMoved(plan, ground.desired, applied, live),
      commit: last.value.known ? last.value.commit : null,
      because: last.value.because,
      auto_enabled: autoEnabled(live, scope.told === undefined ? ground.desired : narrowedAway(ground.desired)),
      auto_disabled: autoDisabled(live, ground.desired),
    };
    const text =
      options.json === true
        ? `${JSON.stringify(jsonOf(found), null, 2)}\n`
        : renderDrift(found, {
            width: widthOf(context.stdout),
            paint: paintFor(context.stdout, context, options),
            scope: scope.told,
            flagsFor: (tables) => invocationOf(context, { ...options, ...scopeOf(tables) }, undefined).flags,
          });
    context.stdout.write(text);
    return hasDrifted(found) ? EXIT.changes : EXIT.done;
  } finally {
    await service.close();
  }
}

/** Of a part nobody can say what the rest of its source leaves undeclared. */
const narrowedAway = <S extends { readonly sources: readonly unknown[] }>(desired: S): S => ({
  ...desired,
  sources: [],
});

/** The rest of what was typed goes on; what is to be done about is named. */
const scopeOf = (tables: readonly TableMoves[]): Pick<LiveOptions, "source" | "table"> =>
  tables.length === 0
    ? {}
    : {
        source: [...new Set(tables.map(({ source }) => source))],
        // What a source asks for as a whole is not planned where only some of its tables are.
        ...(tables.some(({ table }) => table === null)
          ? {}
          : { table: [...new Set(tables.flatMap(({ table }) => table ?? []))] }),
      };

const jsonOf = (found: Drift) => ({
  version: 1,
  target: found.plan.target.name,
  drifted: hasDrifted(found),
  compared_with: { commit: found.commit, because: found.because },
  tables: found.tables.map(({ address, fields, item }) => ({
    address,
    effect: item?.effect ?? null,
    fields: fields.map(({ field, who, applied, yaml, posthog }) => ({
      field,
      who,
      ...(applied === undefined ? {} : { applied }),
      yaml,
      posthog,
    })),
  })),
  auto_enabled: found.auto_enabled,
  auto_disabled: found.auto_disabled,
  problems: found.plan.problems.map(({ address, code, message, hint }) => ({ address, code, message, hint })),
});
