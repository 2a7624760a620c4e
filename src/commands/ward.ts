import type { PostHog } from "../adapters/posthog/client.js";
import { diagnose, wantsJobs } from "../diagnose/diagnose.js";
import type { Diagnosis } from "../model/diagnosis.js";
import type { LiveState } from "../model/live.js";
import { NO_PROBES } from "../model/probe-plan.js";
import { isRecord } from "../model/is-record.js";
import type { Located, NamedSource } from "./located.js";
import { tablesOf } from "./located.js";

/** A table that was looked at. */
export interface Examined extends Located {
  readonly diagnosis: Diagnosis | undefined;
}

export interface Ward {
  readonly examined: readonly Examined[];
  /** what could not be read, told: a table that needed it may be worse than it looks */
  readonly unread: readonly string[];
}

/** One call tells the runs of so many; those that run come first, because only their runs tell whether they are stuck. */
const MOST_NAMES = 50;

/**
 * Looks at tables of some sources: a call for the runs of each source that has any in question, one for its capture, one for
 * its webhook. Only reads.
 */
export async function examine(
  posthog: Pick<PostHog, "probe" | "warehouse">,
  live: LiveState,
  named: readonly NamedSource[],
  wanted: (table: Located) => boolean,
  always: boolean,
): Promise<Ward> {
  const unread: string[] = [];
  const probed = await posthog.probe(live, {
    ...NO_PROBES,
    cdc_status: sourcesOf(named, wanted, "cdc"),
    webhook_info: sourcesOf(named, wanted, "webhook"),
  });
  const fresh = new Map(probed.sources.map((source) => [source.id, source]));
  const wards = await Promise.all(
    named.map(async (source) => {
      const tables = tablesOf({ ...source, source: fresh.get(source.source.id) ?? source.source }).filter(wanted);
      const asked = tables
        .filter(({ table }) => always || wantsJobs(table))
        .toSorted((a, b) => Number(b.table.status === "Running") - Number(a.table.status === "Running"))
        .slice(0, MOST_NAMES)
        .map(({ table }) => table.name);
      if (asked.length === 0) return tables.map((table) => judged(table, undefined));
      const page = await posthog.warehouse.jobs(source.source.id, asked);
      if (!page.ok) unread.push(`the runs of ${source.key} could not be read`);
      const names = new Set(asked);
      return tables.map((located) => {
        if (!page.ok || !names.has(located.table.name)) return judged(located, undefined);
        const jobs = page.value.value.filter((job) => job.schema_id === located.table.id);
        const table = { ...located.table, jobs: { state: "read", value: jobs } as const };
        return judged({ ...located, table }, page.value.serverTime);
      });
    }),
  );
  for (const { key, source } of named) {
    const now = fresh.get(source.id);
    if (isUnread(now?.cdc.status)) unread.push(`the state of change data capture of ${key} could not be read`);
    if (isUnread(now?.webhook)) unread.push(`the webhook of ${key} could not be read`);
  }
  return { examined: wards.flat(), unread };
}

const judged = (located: Located, now: number | undefined): Examined => ({
  ...located,
  diagnosis: diagnose({
    source: located.source,
    table: located.table,
    declared: located.declared?.settings,
    now,
  }),
});

/** A source that PostHog could not reach is a finding, not a question left open. */
const isUnread = (probe: unknown): boolean =>
  isRecord(probe) && probe["state"] === "refused" && probe["reason"] !== "source-error";

const sourcesOf = (
  named: readonly NamedSource[],
  wanted: (table: Located) => boolean,
  type: "cdc" | "webhook",
): readonly string[] =>
  named
    .filter(
      (source) =>
        (type === "webhook" || source.source.cdc.enabled) &&
        tablesOf(source).some(
          (located) =>
            wanted(located) &&
            located.table.settings.sync_type === type &&
            (located.table.settings.should_sync === true || located.table.status === "Failed"),
        ),
    )
    .map(({ source }) => source.id);
