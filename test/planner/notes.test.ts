import { describe, expect, it } from "vitest";
import { NOTES, notesOf } from "../../src/planner/notes.js";
import {
  aChange,
  aDesiredTable,
  aSource,
  aTable,
  BEFORE,
  type ChangeParts,
  DECLARED,
  OFFER,
  read,
} from "../support/change.js";
import { aDesiredState, aLiveState, planOf } from "../support/planned.js";

const filtered = { row_filters: [{ column: "id", operator: ">", value: 1 }] } as const;
const unfiltered = { row_filters: [] };
const unread = aSource({ traits: { state: "refused", reason: "failed", message: "no answer" } });
const scope = { state: "refused", reason: "scope", message: "no write scope" } as const;
const leftover = { consent: [{ id: "0000000a", reason: "once", at: aDesiredTable().at }] };
const indexed = (is_indexed: boolean) => ({
  offer: read({ ...OFFER, incremental_fields: [{ field: "created_at", field_type: "datetime", is_indexed }] }),
});
const cursor = { incremental_field: "created_at" } as const;
const codesFor = (parts: ChangeParts): readonly string[] => notesOf(aChange(parts), "id").map(({ code }) => code);

describe("notes on an item", () => {
  it.each<[code: string, shows: ChangeParts, nearMiss: ChangeParts]>([
    [
      "webhook-without-safety-net",
      { declared: { ...DECLARED.webhook, sync_frequency: "7day" } },
      { declared: { ...DECLARED.webhook, sync_frequency: "24hour" } },
    ],
    ["cursor-not-indexed", { declared: cursor, live: indexed(false) }, { declared: cursor, live: indexed(true) }],
    [
      "time-of-day-below-daily",
      { declared: { sync_time_of_day: "06:00:00" } },
      { declared: { sync_time_of_day: "06:00:00", sync_frequency: "24hour" } },
    ],
    [
      "legacy-1min",
      { before: { sync_frequency: "1min" }, declared: { sync_time_of_day: "06:00:00" } },
      { before: { ...BEFORE.cdc, sync_frequency: "1min" }, declared: { sync_time_of_day: "06:00:00" } },
    ],
    [
      "not-checked-against-source",
      { declared: cursor, live: { offer: scope } },
      { declared: { sync_frequency: "1hour" }, live: { offer: scope } },
    ],
    [
      "not-checked-against-source",
      {
        declared: DECLARED.cdc,
        source: aSource({ cdc: { enabled: false, prerequisites: scope } }),
        declaredSource: { cdc: { management_mode: "posthog" } },
      },
      {
        declared: DECLARED.cdc,
        source: aSource({ cdc: { enabled: false, prerequisites: read([]) } }),
        declaredSource: { cdc: { management_mode: "posthog" } },
      },
    ],
    ["not-checked-against-source", { declared: filtered, source: unread }, { declared: unfiltered, source: unread }],
  ])("%s", (code, shows, nearMiss) => {
    expect(codesFor(shows)).toContain(code);
    expect(codesFor(nearMiss)).not.toContain(code);
  });

  it("name consents of the table that belong to no item", () => {
    const change = { ...aChange({ declared: cursor }), desired: aDesiredTable(cursor, leftover) };

    expect(notesOf(change, "id").map(({ code }) => code)).toContain("consent-leftover");
    expect(notesOf(change, "0000000a").map(({ code }) => code)).not.toContain("consent-leftover");
  });
});

describe("notes on a plan", () => {
  const desired = aDesiredState([aDesiredTable()]);
  const other = aTable({ id: "other", name: "public.other" });
  const stopped = aTable({ id: "other", name: "public.other", settings: { should_sync: false } });

  it.each<[code: string, shows: Parameters<typeof planOf>[0], nearMiss: Parameters<typeof planOf>[0]]>([
    [
      "plan-key-can-write",
      { desired, live: aLiveState([aTable()], { key_can_write: true }) },
      { desired, live: aLiveState([aTable()], { key_can_write: null }) },
    ],
    [
      "auto-sync-on",
      { desired, live: aLiveState([aTable()], { source: { auto_sync_new_schemas: true } }) },
      { desired, live: aLiveState([aTable()]) },
    ],
    [
      "unlisted-tables",
      { desired, live: aLiveState([aTable(), other]) },
      { desired, live: aLiveState([aTable(), stopped]) },
    ],
    [
      "unlisted-tables",
      { desired, live: aLiveState([aTable(), other]) },
      {
        desired: aDesiredState([aDesiredTable()], { policy: { unlisted: "ignore" } }),
        live: aLiveState([aTable(), other]),
      },
    ],
    [
      "consent-leftover",
      { desired: aDesiredState([aDesiredTable({}, leftover)]), live: aLiveState([aTable()]) },
      { desired, live: aLiveState([aTable()]) },
    ],
  ])("%s", (code, shows, nearMiss) => {
    expect(planOf(shows).notes.map((note) => note.code)).toContain(code);
    expect(planOf(nearMiss).notes.map((note) => note.code)).not.toContain(code);
  });

  it("are all documented", () => {
    const live = aLiveState([aTable(), other], { key_can_write: true, source: { auto_sync_new_schemas: true } });
    const { notes } = planOf({ desired: aDesiredState([aDesiredTable({}, leftover)]), live });

    expect(notes.map(({ code }) => code).filter((code) => NOTES[code] === undefined)).toEqual([]);
    expect(notes).toHaveLength(4);
  });
});
