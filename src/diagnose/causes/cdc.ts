import type { Remedy } from "../../model/diagnosis.js";
import type { CdcStatus } from "../../model/live.js";
import type { Case, Cause, Found } from "../cause.js";

// What follows them is a new snapshot of every CDC table, so these know the loss itself and nothing beside it: a slot that
// somebody else reads, a broken connection or a wal_level that can be put back loses nothing.
const SLOT =
  /replication slot ("[^"]*" )?(does not exist|no longer exists|is missing|(was )?not found|was dropped)|no replication slot/i;
const PUBLICATION =
  /publication ("[^"]*" |used for change data capture )?(does not exist|no longer exists|is missing|(was )?not found)/i;
const UNPUBLISHED = /not (part of|in) the publication/i;
const WAL =
  /requested WAL segment|wal_status|slot ("[^"]*" )?(is|was|has been) (invalidated|lost)|max_slot_wal_keep_size|can(not|'t) read from logical replication slot/i;
const MB = 1024 * 1024;

const statusOf = ({ source, table }: Case): CdcStatus | undefined =>
  table.settings.sync_type === "cdc" && source.cdc.status.state === "read" ? source.cdc.status.value : undefined;

/** While a table is off, what is wrong with capture does not harm it. */
const isCaptured = ({ table, switchedOff }: Case): boolean =>
  table.settings.sync_type === "cdc" && (table.settings.should_sync === true || switchedOff);

const repair = ({ source }: Case, part: string): Remedy => ({
  kind: "fix_outside",
  what:
    source.cdc.management_mode === "self_managed"
      ? `create the ${part} again at the source, under the name that PostHog shows, then let PostHog repair CDC on the source's page, which takes a new snapshot of its CDC tables`
      : "let PostHog repair CDC on the source's page: it makes what is missing and takes a new snapshot of all its CDC tables, because changes made meanwhile are told nowhere",
});

export const cdcSlot: Cause = {
  code: "cdc-slot-missing",
  about:
    "The replication slot that change data capture reads from is gone, and with it the changes made since. Only a new snapshot brings them in: let PostHog repair CDC on the source's page, which does so for every CDC table of the source.",
  find: (theCase) =>
    isCaptured(theCase) && (SLOT.test(theCase.error) || statusOf(theCase)?.slot_exists === false)
      ? {
          message: "the replication slot is gone, so changes made since are not captured",
          ...evident(statusOf(theCase)?.slot_exists === false, "cdc_status: the slot does not exist"),
          remedies: [repair(theCase, "slot")],
        }
      : undefined,
};

export const cdcPublication: Cause = {
  code: "cdc-publication-missing",
  about:
    "The publication that names the tables for change data capture is gone, so the database tells of no change. Make it again, or let PostHog repair CDC on the source's page; changes made meanwhile come with its new snapshot.",
  find: (theCase) =>
    isCaptured(theCase) && (PUBLICATION.test(theCase.error) || statusOf(theCase)?.publication_exists === false)
      ? {
          message: "the publication is gone, so the database tells of no change",
          ...evident(statusOf(theCase)?.publication_exists === false, "cdc_status: the publication does not exist"),
          remedies: [repair(theCase, "publication")],
        }
      : undefined,
};

export const cdcUnpublished: Cause = {
  code: "cdc-table-unpublished",
  about:
    "The publication is there and does not name this table, so the database tells of none of its changes; the other tables are well. Add the table to the publication at the source. Changes made meanwhile are told nowhere: where they matter, `warehog resync` of this one table brings them in. Nothing has to be repaired for the source as a whole.",
  find(theCase) {
    const isListed = publishes(statusOf(theCase)?.published_tables ?? null, theCase.table.name);
    if (!isCaptured(theCase) || !(UNPUBLISHED.test(theCase.error) || !isListed)) return undefined;
    return {
      message: "the publication does not name this table, so the database tells of none of its changes",
      evidence: [
        ...(isListed ? [] : ["cdc_status: published_tables does not hold it"]),
        "changes made meanwhile are told nowhere: once it is published, a resync of this one table brings them in, where they matter",
      ],
      remedies: [
        {
          kind: "fix_outside",
          what: "add the table to the publication at the source (ALTER PUBLICATION … ADD TABLE …): the other tables go on as they are",
        },
        { kind: "reload" },
      ],
    };
  },
};

const bare = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

const isQualified = (name: string): boolean => name.includes(".");

/** Either may leave the schema out; where both say it, two tables of one name are not taken for each other. */
const isSame = (published: string, table: string): boolean =>
  isQualified(published) && isQualified(table) ? published === table : bare(published) === bare(table);

const publishes = (published: readonly string[] | null, table: string): boolean =>
  published === null || published.some((name) => isSame(name, table));

export const cdcWal: Cause = {
  code: "cdc-wal",
  about:
    "The database keeps its log for a reader that lags behind, or has thrown away what was not read yet. While the slot stands, let the tables catch up and give the log room; once it is invalidated, let PostHog repair CDC on the source's page.",
  find(theCase) {
    if (!isCaptured(theCase)) return undefined;
    if (WAL.test(theCase.error))
      return {
        message: "the database does not hand out its log any more, so changes made since are not captured",
        remedies: [repair(theCase, "slot")],
      };
    const lag = statusOf(theCase)?.lag;
    if (lag === undefined || lag.bytes < lag.critical_mb * MB) return undefined;
    return {
      message: "the capture lags so far behind that the database may run out of room or drop the slot",
      evidence: [
        `cdc_status: ${Math.floor(lag.bytes / MB)} MB of the log wait to be read, critical is ${lag.critical_mb} MB`,
      ],
      remedies: [
        { kind: "reload" },
        {
          kind: "fix_outside",
          what: "give the database room for its log until the capture has caught up (max_slot_wal_keep_size, disk)",
        },
      ],
    };
  },
};

export const cdcPaused: Cause = {
  code: "cdc-paused",
  about:
    "PostHog has paused the capture of the whole source after a failure, and what stopped it is not to be seen any more. Resume it on the source's page in PostHog: it goes on from its place in the log, without a new snapshot.",
  find: (theCase) =>
    isCaptured(theCase) && theCase.error === "" && statusOf(theCase)?.schedule_paused === true
      ? {
          message: "PostHog has paused the capture of the whole source, so no changes arrive",
          evidence: ["cdc_status: the schedule is paused"],
          remedies: [
            { kind: "fix_outside", what: "resume CDC on the source's page in PostHog: no new snapshot is taken" },
          ],
        }
      : undefined,
};

const evident = (holds: boolean, line: string): Pick<Found, "evidence"> => (holds ? { evidence: [line] } : {});
