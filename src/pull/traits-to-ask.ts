import type { ProbePlan } from "../model/probe-plan.js";
import { fieldApplies, isSyncType } from "../model/settings.js";
import { declarableWith } from "./declarable.js";
import { newSources } from "./new-sources.js";
import type { PullInput } from "./pull.js";

/**
 * A new file says that nothing is filtered where its source takes filters at all, so that a filter set in PostHog later is a
 * difference. PostHog tells that beside one table; a table with a filter tells it without being asked.
 */
export function traitsToAsk({
  live,
  existing,
  isSource,
  isTable,
}: Pick<PullInput, "live" | "existing" | "isSource" | "isTable">): ProbePlan["traits"] {
  if (!live.server.row_filters) return [];
  return newSources(live, existing, { isTable, toDeclarable: declarableWith(live.server) })
    .filter(({ stem, tables }) => isSource(stem) && tables.length > 0)
    .flatMap(({ source: { id, tables = [] } }) => {
      const filterable = tables.filter(
        ({ settings: { sync_type } }) => isSyncType(sync_type) && fieldApplies("row_filters", sync_type),
      );
      const [first] = filterable;
      return first === undefined || filterable.some(({ settings }) => settings.row_filters !== null)
        ? []
        : [{ source_id: id, schema_id: first.id }];
    });
}
