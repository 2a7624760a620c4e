import { writeFiles } from "../adapters/write-files.js";
import { sourcesNamed } from "../pull/new-sources.js";
import { pull as pulledFrom } from "../pull/pull.js";
import { traitsToAsk } from "../pull/traits-to-ask.js";
import { NO_PROBES } from "../model/probe-plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { fileFailure, report } from "./failure.js";
import type { Failure } from "./failure.js";
import { failureOf } from "./live-plan.js";
import { matching } from "./narrow.js";
import type { PullOptions } from "./options.js";
import { pullGround } from "./pull-ground.js";
import type { PullGround } from "./pull-ground.js";
import { meansNothing } from "./pull-scope.js";
import { rememberIds } from "./schema-ids.js";
import { showPull } from "./show-pull.js";
import type { PullResult } from "./show-pull.js";
import { schemaUrl } from "./schema-url.js";
import { openService } from "./service.js";

/** Writes down how the tables of a project sync: new files, and existing ones brought up to it. Never writes to PostHog. */
export async function pull(context: Context, options: PullOptions): Promise<ExitCode> {
  const ground = await pullGround(context, options);
  if (!ground.ok) return report(context, options, ground.error);
  const made = await pullUpon(context, options, ground.value);
  if (!made.ok) return report(context, options, made.error);
  const changes = made.value.files.filter(({ before, text }) => before !== text);
  if (options.check !== true) {
    const written = await writeFiles(ground.value.project.root, changes);
    if (!written.ok) return report(context, options, fileFailure(written.error.file, written.error));
    const seen = made.value.files.flatMap(({ declares }) => declares ?? []);
    await rememberIds(context, options, ground.value, seen);
  }
  showPull(context, options, made.value);
  return options.check === true && changes.length > 0 ? EXIT.changes : EXIT.done;
}

async function pullUpon(
  context: Context,
  options: PullOptions,
  { project, entry, existing, beside }: PullGround,
): Promise<Result<PullResult, Failure>> {
  const service = await openService(context, options, { project, target: entry, mode: "read" });
  if (!service.ok) return service;
  try {
    const scope = { existing, isSource: matching(options.source), isTable: matching(options.table) };
    const live = await service.value.posthog.readLive((listed) => sourcesNamed(listed, existing, scope.isSource));
    if (!live.ok) return err(failureOf(live.error));
    const known = await service.value.posthog.probe(live.value, {
      ...NO_PROBES,
      traits: traitsToAsk({ ...scope, live: live.value }),
    });
    const { files, leftOut } = pulledFrom({
      ...scope,
      live: known,
      patterns: entry.sources,
      schema: await schemaUrl("source"),
    });
    const nothing = meansNothing(options, existing, live.value, files.length + leftOut.length > existing.length);
    if (nothing !== undefined) return err(nothing);
    if (files.length === 0) return err(nothingThere);
    const others = beside.map((file) => ({ ...file, changed: [], added: [] }));
    return ok({ target: entry, files: [...others, ...files], leftOut });
  } finally {
    await service.value.close();
  }
}

const nothingThere: Failure = {
  code: "nothing-configured",
  message: "the key sees no table that has a sync type, so there is nothing to write down",
  hint: "check the project id and what the key's user may view; warehog init writes a first file for tables that nobody set up yet",
};
