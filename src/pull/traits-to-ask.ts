import type { LiveState } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import type { ProbePlan } from "../model/probe-plan.js";
import { fieldApplies, isSyncType } from "../model/settings.js";
import type { Existing } from "./pulled.js";

/**
 * A new file says that nothing is filtered where its source takes filters at all, so that a filter set in PostHog later is a
 * difference. PostHog tells that beside one table; a table with a filter tells it without being asked.
 */
export function traitsToAsk({ sources, server }: LiveState, existing: readonly Existing[]): ProbePlan["traits"] {
  if (!server.row_filters) return [];
  const declared = new Set(
    existing.flatMap(({ file }) => matchSources(file.source.selector, sources)).map(({ id }) => id),
  );
  return sources
    .filter(({ id }) => !declared.has(id))
    .flatMap(({ id, tables = [] }) => {
      const filterable = tables.filter(
        ({ settings: { sync_type } }) => isSyncType(sync_type) && fieldApplies("row_filters", sync_type),
      );
      const [first] = filterable;
      return first === undefined || filterable.some(({ settings }) => settings.row_filters !== null)
        ? []
        : [{ source_id: id, schema_id: first.id }];
    });
}
