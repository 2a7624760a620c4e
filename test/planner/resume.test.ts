import { describe, expect, it } from "vitest";
import type { DesiredTable } from "../../src/model/desired.js";
import type { Effect } from "../../src/model/effect.js";
import type { Owed } from "../../src/model/journal.js";
import type { LiveTable } from "../../src/model/live.js";
import { hasProblems, isApplicable, type Item } from "../../src/model/plan.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import { readPlan } from "../../src/planner/read-plan.js";
import { writePlan } from "../../src/planner/write-plan.js";
import { aDesiredTable, aTable, aWebhook, BEFORE, DECLARED, NOT_READ, read } from "../support/change.js";
import {
  aDesiredState,
  aLiveState,
  codesOf,
  type Marks,
  onlyItem,
  owedBy,
  planOf,
  type SourceParts,
  withValues,
} from "../support/planned.js";

type Strategy = "resync" | "rebuild" | "keep";

const cursor = { incremental_field: "created_at" } as const satisfies DeclaredSettings;
const key = { primary_key_columns: ["tenant_id", "id"] } as const satisfies DeclaredSettings;

const planTable = (
  live: LiveTable,
  declared: DeclaredSettings,
  journal: readonly Owed[] = [],
  table: Partial<DesiredTable> = {},
  source?: SourceParts,
) =>
  planOf({
    desired: aDesiredState([aDesiredTable(declared, table)], { cdc: { management_mode: "posthog" } }),
    live: aLiveState([live], source && { source }),
    journal,
  });

const consentTo = (id: string, strategy?: Strategy): Partial<DesiredTable> => ({
  consent: [{ id, ...(strategy && { strategy }), reason: "agreed", at: aDesiredTable().at }],
});

/** The item as it was approved and begun, before anything had happened. */
function begun(declared: DeclaredSettings, strategy: Strategy, before: Partial<LiveSettings> = {}): Item {
  const live = aTable({ settings: before });
  const { id } = onlyItem(planTable(live, declared));
  return onlyItem(planTable(live, declared, [], consentTo(id, strategy)));
}

const words = ({ steps }: Item): string =>
  steps.map((step) => (step.kind === "import" ? step.how : step.kind)).join(" ");

const deleted = (live: LiveTable): LiveTable => ({ ...live, table: null, status: null, last_synced_at: null });

describe("an unfinished cursor change", () => {
  const item = begun(cursor, "resync");
  const patched = withValues(aTable(), item.to);

  it("starts as the whole item", () => {
    expect(words(item)).toBe("hold patch resync await verify");
  });

  it.each<[behaviour: string, live: LiveTable, marks: Marks, left: string]>([
    [
      "sends the patch again when nobody knows that it arrived",
      aTable(),
      { patch: "intent" },
      "hold patch resync await verify",
    ],
    ["never sends a patch that stands", patched, { patch: "intent" }, "resync await verify"],
    ["starts the import when only the patch is done", patched, { patch: "ack" }, "resync await verify"],
    [
      "starts it once more when its answer was lost",
      patched,
      { patch: "ack", import: "intent" },
      "resync await verify",
    ],
    ["only waits when the server took it", patched, { patch: "ack", import: "ack" }, "await verify"],
    ["only looks again when the run was seen", patched, { patch: "ack", import: "ack", await: "proof" }, "verify"],
    [
      "writes again what another hand took back, and imports again under it",
      aTable(),
      { patch: "ack", import: "ack" },
      "hold patch resync await verify",
    ],
    ["still imports when another hand wrote the values", patched, { hold: "intent" }, "resync await verify"],
  ])("%s", (_behaviour, live, marks, left) => {
    const again = onlyItem(planTable(live, cursor, [owedBy(item, marks)], consentTo(item.id, "resync")));

    expect(words(again)).toBe(left);
    expect(again).toMatchObject({
      id: item.id,
      from: item.from,
      to: item.to,
      strategy: "resync",
      effect: "wipe",
      resumes: item.id,
      problems: [],
    });
    expect(again.findings.map(({ code }) => code)).toEqual(item.findings.map(({ code }) => code));
  });

  it("is planned anew when it was recorded and nothing went out", () => {
    const again = onlyItem(planTable(aTable(), cursor, [owedBy(item)], consentTo(item.id, "resync")));

    expect(again).toEqual(item);
  });

  it("wipes nothing more once the import was taken", () => {
    const again = onlyItem(planTable(patched, cursor, [owedBy(item, { patch: "ack", import: "ack" })]));

    expect(again.price.rows_wiped).toBe(0);
    expect(again.price.rows_imported).toBe(1000);
  });

  it("is not held up by a limit that it can no longer keep", () => {
    const listed = [{ id: "other", name: "other", should_sync: true, status: "Paused", sync_type: "append" }];
    const codes = (marks: Marks) =>
      codesOf(onlyItem(planTable(patched, cursor, [owedBy(item, marks)], consentTo(item.id, "resync"), { listed })));

    expect(codes({ patch: "ack", import: "ack" })).toEqual([]);
    expect(codes({ patch: "ack" })).toEqual(["billing-limit"]);
  });

  it("still needs its consent", () => {
    expect(codesOf(onlyItem(planTable(patched, cursor, [owedBy(item, { patch: "ack" })])))).toEqual([
      "consent-missing",
    ]);
  });

  it("gives its import up when the consent says keep", () => {
    const again = onlyItem(planTable(patched, cursor, [owedBy(item, { patch: "ack" })], consentTo(item.id, "keep")));

    expect(words(again)).toBe("verify");
    expect(again).toMatchObject({ id: item.id, strategy: "keep", effect: "gap", consented: true, problems: [] });
  });

  it("offers to give its import up while there is one to give up", () => {
    const marked: readonly Marks[] = [{ patch: "ack" }, { patch: "ack", import: "ack", await: "proof" }];
    const items = marked.map((marks) => onlyItem(planTable(patched, cursor, [owedBy(item, marks)])));

    expect(items.map(({ options }) => options.map(({ strategy }) => strategy))).toEqual([["resync", "keep"], []]);
  });

  it.each<[change: string, declared: DeclaredSettings, effect: Effect]>([
    ["that makes PostHog wipe", { ...DECLARED.xmin, primary_key_columns: ["id"] }, "wipe"],
    ["that wants its rows deleted first", key, "gap"],
  ])("does not offer to keep rows before a patch %s has gone out", (_change, declared, effect) => {
    const wiping = onlyItem(planTable(aTable(), declared));
    const again = (live: LiveTable, marks: Marks) =>
      onlyItem(planTable(live, declared, [owedBy(wiping, marks)], consentTo(wiping.id, "keep")));

    const before = again(aTable(), { patch: "intent" });
    expect(before).toMatchObject({ effect: "wipe", strategy: null, options: [] });
    expect(codesOf(before)).toEqual(["strategy-not-offered"]);
    expect(again(withValues(aTable(), wiping.to), { patch: "ack" })).toMatchObject({ effect, strategy: "keep" });
  });

  it.each<[asked: Marks, effect: Effect, consequence: RegExp]>([
    [{ patch: "ack" }, "gap", /stay as they are/],
    [{ patch: "ack", import: "intent" }, "wipe", /deletes and imports the rows all the same/],
    [{ patch: "ack", import: "ack" }, "wipe", /deletes and imports the rows all the same/],
  ])("says what becomes of the rows when a resync is given up after %o", (asked, effect, consequence) => {
    const again = onlyItem(planTable(patched, cursor, [owedBy(item, asked)], consentTo(item.id, "keep")));

    expect(again).toMatchObject({ effect, strategy: "keep" });
    expect(again.options.at(-1)?.consequence).toMatch(consequence);
  });

  it("gives up a deletion that only the strategy wanted", () => {
    const rebuild = begun(cursor, "rebuild");
    const again = onlyItem(
      planTable(aTable(), cursor, [owedBy(rebuild, { pause: "intent" })], consentTo(rebuild.id, "keep")),
    );

    expect(words(rebuild)).toBe("hold pause delete_data patch reload await verify");
    expect(words(again)).toBe("hold patch verify");
  });

  it("deletes what a rebuild was to delete although another hand wrote the values, and switches on what it pauses", () => {
    const rebuild = begun(cursor, "rebuild");
    const again = onlyItem(planTable(patched, cursor, [owedBy(rebuild, { pause: "intent" })], consentTo(rebuild.id)));

    expect(words(again)).toBe("hold pause delete_data patch reload await verify");
  });

  it("gives no reason that was not approved", () => {
    const owed = owedBy(item, { patch: "ack" });
    const unseen = { ...owed, record: { ...owed.record, codes: [] } };

    expect(onlyItem(planTable(patched, cursor, [unseen])).findings).toEqual([]);
  });

  it("takes its own run for no obstacle", () => {
    const owed = owedBy(item, { patch: "ack", import: "ack" });
    const plan = planOf({
      desired: aDesiredState([aDesiredTable(cursor, consentTo(item.id, "resync"))], {
        policy: { when_running: "refuse" },
      }),
      live: aLiveState([{ ...patched, status: "Running", jobs: NOT_READ }]),
      journal: [owed],
    });

    expect(codesOf(onlyItem(plan))).toEqual([]);
  });

  it("is closed by the item that starts from elsewhere, where nothing went out", () => {
    const moved = withValues(aTable(), { incremental_field: "id" });
    const next = onlyItem(planTable(moved, cursor, [owedBy(item)]));

    expect(next).toMatchObject({ from: { incremental_field: "id" }, resumes: item.id });
  });

  it("is no drift, although the declaration is an old one", () => {
    const desired = aDesiredState([aDesiredTable(cursor)]);
    const plan = planOf({
      desired,
      baseline: desired,
      live: aLiveState([patched]),
      journal: [owedBy(item, { patch: "ack" })],
    });

    expect(onlyItem(plan).origin).toBe("merged-not-applied");
  });
});

describe("an unfinished key change", () => {
  const item = begun(key, "resync");
  const off = withValues(aTable(), { should_sync: false });
  const patched = withValues(aTable(), item.to);

  it("starts as the whole item", () => {
    expect(words(item)).toBe("hold pause delete_data patch reload await verify");
  });

  it.each<[behaviour: string, live: LiveTable, marks: Marks, left: string]>([
    [
      "pauses again when the pause did not arrive",
      aTable(),
      { pause: "intent" },
      "hold pause delete_data patch reload await verify",
    ],
    ["goes on from the pause", off, { pause: "ack" }, "hold delete_data patch reload await verify"],
    [
      "goes on when the answer to the deletion was lost",
      off,
      { pause: "ack", delete_data: "intent" },
      "hold delete_data patch reload await verify",
    ],
    [
      "takes a patch that went out as proof that the data was gone, whatever ran since",
      withValues(aTable(), item.to),
      { pause: "ack", patch: "intent" },
      "reload await verify",
    ],
    ["never deletes twice", deleted(off), { pause: "ack", delete_data: "intent" }, "hold patch reload await verify"],
    [
      "deletes again what a late run wrote back",
      off,
      { pause: "ack", delete_data: "ack" },
      "hold delete_data patch reload await verify",
    ],
    [
      "imports once patched",
      deleted(patched),
      { pause: "ack", delete_data: "ack", patch: "ack" },
      "reload await verify",
    ],
    [
      "leaves the new rows alone",
      patched,
      { pause: "ack", delete_data: "ack", patch: "ack", import: "ack" },
      "await verify",
    ],
  ])("%s", (_behaviour, live, marks, left) => {
    const again = onlyItem(planTable(live, key, [owedBy(item, marks)], consentTo(item.id)));

    expect(words(again)).toBe(left);
    expect(again).toMatchObject({ id: item.id, effect: "wipe", resumes: item.id, problems: [] });
  });

  it("counts a table that it paused itself as switched on, and remembers to put that back", () => {
    const again = onlyItem(planTable(off, key, [owedBy(item, { pause: "ack" })], consentTo(item.id)));

    expect(again.from).toEqual(item.from);
    expect(again.should_sync_before).toBe(true);
  });

  it("does not switch on again what was switched off after the patch", () => {
    const live = withValues(patched, { should_sync: false });
    const again = onlyItem(
      planTable(live, key, [owedBy(item, { pause: "ack", delete_data: "ack", patch: "ack" })], consentTo(item.id)),
    );

    expect(words(again)).toBe("reload await verify");
  });

  it("leaves off what was switched off after the patch to a change of its own", () => {
    const on = { ...key, should_sync: true };
    const live = withValues(patched, { should_sync: false });
    const next = onlyItem(planTable(live, on, [owedBy(item, { pause: "ack", delete_data: "ack", patch: "ack" })]));

    expect(next).toMatchObject({ from: { should_sync: false }, to: { should_sync: true }, resumes: item.id });
  });

  it("takes a table that somebody switched off before the pause for switched off", () => {
    expect(codesOf(onlyItem(planTable(off, key, [owedBy(item)], consentTo(item.id))))).toContain("disabled");
  });

  it("keeps the reason although the rows are gone", () => {
    const owed = owedBy(item, { pause: "ack", delete_data: "ack" });
    const again = onlyItem(planTable(deleted(off), key, [owed], consentTo(item.id)));

    expect(again.findings.map(({ code }) => code)).toEqual(item.findings.map(({ code }) => code));
  });
});

describe("an unfinished item whose patch starts the run", () => {
  const mode = { cdc_table_mode: "both" } as const;
  const before = aTable({ settings: BEFORE.cdc });
  const item = begun(mode, "resync", BEFORE.cdc);
  const patched = withValues(before, item.to);

  it.each<[behaviour: string, live: LiveTable, marks: Marks, left: string]>([
    [
      "starts it with the patch where that did not arrive",
      before,
      { patch: "intent" },
      "hold patch started await verify",
    ],
    ["waits for the run of an acknowledged patch", patched, { patch: "ack" }, "await verify"],
    ["reloads where the answer was lost and the values stand", patched, { patch: "intent" }, "reload await verify"],
  ])("%s", (_behaviour, live, marks, left) => {
    expect(words(item)).toContain("started");
    expect(words(onlyItem(planTable(live, mode, [owedBy(item, marks)], consentTo(item.id))))).toBe(left);
  });
});

describe("an unfinished first import", () => {
  it("says that it is one, and wipes nothing, after its own run has brought rows in", () => {
    const off = { should_sync: false };
    const none = { ...aTable({ settings: off }), table: null, status: null, last_synced_at: null };
    const item = onlyItem(planTable(none, { should_sync: true }));
    const imported = withValues(aTable({ settings: off }), item.to);

    const again = onlyItem(planTable(imported, { should_sync: true }, [owedBy(item, { patch: "ack" })]));

    expect(codesOf(item)).toEqual([]);
    expect(again.findings.map(({ code }) => code)).toEqual(["first-import"]);
    expect([again.effect, again.price.rows_wiped]).toEqual(["costly", 0]);
  });
});

describe("an unfinished trial", () => {
  const mend = { ...cursor, should_sync: true } as const;
  const failed = { status: "Failed", latest_error: 'column "updated_at" does not exist' };
  const before = { ...aTable({ settings: { should_sync: false } }), ...failed };
  const whole = onlyItem(planTable(before, mend));
  const item = onlyItem(planTable(before, mend, [], consentTo(whole.id, "resync")));
  const patched = withValues(before, cursor);

  it.each<[behaviour: string, live: LiveTable, marks: Marks, left: string]>([
    ["is tried although the old failure still shows", patched, { patch: "ack" }, "resync await enable verify"],
    ["is enabled once its run was seen", patched, { patch: "ack", import: "ack", await: "proof" }, "enable verify"],
    [
      "is enabled once",
      withValues(patched, mend),
      { patch: "ack", import: "ack", await: "proof", enable: "intent" },
      "verify",
    ],
  ])("%s", (_behaviour, live, marks, left) => {
    const again = onlyItem(planTable(live, mend, [owedBy(item, marks)], consentTo(item.id, "resync")));

    expect(words(again)).toBe(left);
    expect(again.problems).toEqual([]);
  });
});

describe("an unfinished switch to cdc on a source without it", () => {
  const live = aTable();
  const off = { cdc: { enabled: false } };
  const { id } = onlyItem(planTable(live, DECLARED.cdc, [], {}, off));
  const item = onlyItem(planTable(live, DECLARED.cdc, [], consentTo(id, "resync"), off));

  it.each([
    ["enables CDC while it is off", off, "hold enable_cdc patch resync await verify"],
    ["never enables it twice", {}, "hold patch resync await verify"],
  ])("%s", (_behaviour, source, left) => {
    const owed = owedBy(item, { enable_cdc: "intent" });

    expect(words(onlyItem(planTable(live, DECLARED.cdc, [owed], consentTo(id, "resync"), source)))).toBe(left);
  });
});

describe("an unfinished switch to webhook", () => {
  const none = { webhook: read(aWebhook({ exists: false, external_exists: false })) };
  const { id } = onlyItem(planTable(aTable(), DECLARED.webhook, [], {}, none));
  const item = onlyItem(planTable(aTable(), DECLARED.webhook, [], consentTo(id, "keep"), none));
  const patched = withValues(aTable(), item.to);

  it.each<[behaviour: string, live: LiveTable, marks: Marks, source: typeof none, left: string]>([
    ["never catches up twice", aTable(), { catch_up: "proof" }, none, "hold patch create_webhook reload await verify"],
    [
      "catches up again where no run was seen",
      aTable(),
      { catch_up: "ack" },
      none,
      "hold catch_up patch create_webhook reload await verify",
    ],
    [
      "creates the webhook while there is none",
      patched,
      { catch_up: "proof", patch: "ack", create_webhook: "intent" },
      none,
      "create_webhook reload await verify",
    ],
    [
      "creates it again where the provider has lost it",
      patched,
      { catch_up: "proof", patch: "ack", create_webhook: "intent" },
      { webhook: read(aWebhook({ external_exists: false })) },
      "create_webhook reload await verify",
    ],
    [
      "never creates a second one",
      patched,
      { catch_up: "proof", patch: "ack", create_webhook: "intent" },
      { webhook: read(aWebhook()) },
      "reload await verify",
    ],
  ])("%s", (_behaviour, live, marks, source, left) => {
    expect(words(item)).toBe("hold catch_up patch create_webhook reload await verify");
    expect(
      words(onlyItem(planTable(live, DECLARED.webhook, [owedBy(item, marks)], consentTo(id, "keep"), source))),
    ).toBe(left);
  });
});

describe("an unfinished item that the YAML has left behind", () => {
  const item = begun(cursor, "resync");
  const patched = withValues(aTable(), item.to);
  const owed = owedBy(item, { patch: "ack" });

  it("hands its import over to the new item", () => {
    const next = onlyItem(planTable(patched, { ...cursor, sync_frequency: "1hour" }, [owed]));

    expect(next.id).not.toBe(item.id);
    expect(next).toMatchObject({ resumes: item.id, to: { sync_frequency: "1hour" }, effect: "wipe" });
    expect(next.findings.map(({ code }) => code)).toContain("import-owed");
    expect(words(next)).toContain("resync");
  });

  it("is not carried on where a part of it is wanted no more", () => {
    const both = begun({ ...cursor, sync_frequency: "1hour" }, "resync");
    const next = onlyItem(planTable(aTable(), cursor, [owedBy(both, { patch: "intent" })]));

    expect(next).toMatchObject({ resumes: both.id, to: cursor });
    expect(next.id).not.toBe(both.id);
  });

  it("is nobody's business where nothing went out and nothing is wanted", () => {
    expect(planTable(aTable(), {}, [owedBy(item)]).items).toEqual([]);
  });

  it("gives the import up where the consent for the old item says keep", () => {
    const next = onlyItem(
      planTable(patched, { ...cursor, sync_frequency: "1hour" }, [owed], consentTo(item.id, "keep")),
    );

    expect(next.findings.map(({ code }) => code)).not.toContain("import-owed");
    expect(next).toMatchObject({ resumes: item.id, effect: "safe", problems: [], notes: [] });
  });

  it("still owes the import where the consent had agreed to keep the rows in the first place", () => {
    const kept = begun(cursor, "keep");
    const next = onlyItem(
      planTable(
        withValues(aTable(), kept.to),
        { ...cursor, sync_frequency: "1hour" },
        [owedBy(kept, { patch: "ack" })],
        consentTo(kept.id, "keep"),
      ),
    );

    expect(next.findings.map(({ code }) => code)).toContain("import-owed");
  });

  it("is still owed when the item that took it over was not begun either", () => {
    const next = onlyItem(planTable(patched, { ...cursor, sync_frequency: "1hour" }, [owed]));
    const again = onlyItem(
      planTable(patched, { ...cursor, sync_frequency: "1hour" }, [owedBy(next, { hold: "intent" })]),
    );

    expect(again.findings.map(({ code }) => code)).toContain("import-owed");
    expect(words(again)).toContain("resync");
  });

  it("names each debt by an id of its own, so that a consent to one is none to the next", () => {
    const other = begun({ row_filters: [{ column: "status", operator: "=", value: "open" }] }, "resync");
    const [one, two] = [item, other].map((left) => planTable(aTable(), {}, [owedBy(left, { patch: "ack" })]));

    for (const plan of [one, two]) {
      expect(plan && onlyItem(plan)).toMatchObject({ from: {}, to: {}, effect: "wipe" });
      expect(plan && readPlan(writePlan(plan))).toMatchObject({ ok: true });
    }
    expect(one && onlyItem(one).id).not.toBe(two && onlyItem(two).id);
  });

  it("keeps the id of the item that took the debt over, begun or not", () => {
    const declared = { ...cursor, sync_frequency: "1hour" } as const;
    const next = onlyItem(planTable(patched, declared, [owed]));
    const marked: readonly Marks[] = [{}, { hold: "intent" }, { patch: "intent" }];

    for (const marks of marked) {
      const plan = planTable(patched, declared, [owedBy(next, marks)]);
      expect(onlyItem(plan)).toMatchObject({ id: next.id, resumes: next.id });
      expect(words(onlyItem(plan))).toContain("resync");
      expect(readPlan(writePlan(plan))).toMatchObject({ ok: true });
    }
  });

  it("still owes the import when the YAML is taken back before the item that took it over was begun", () => {
    const next = onlyItem(planTable(patched, { ...cursor, sync_frequency: "1hour" }, [owed]));

    expect(words(onlyItem(planTable(patched, cursor, [owedBy(next)])))).toContain("resync");
    expect(words(onlyItem(planTable(patched, { incremental_field: "updated_at" }, [owedBy(next)])))).toContain(
      "resync",
    );
  });

  it("takes over a webhook that was to be registered, and one that was to go", () => {
    const none = { webhook: read(aWebhook({ exists: false, external_exists: false })) };
    const comes = onlyItem(planTable(aTable(), DECLARED.webhook, [], {}, none));
    const there = withValues(aTable(), comes.to);
    const hourly = { ...DECLARED.webhook, sync_frequency: "1hour" } as const;
    expect(
      words(onlyItem(planTable(there, hourly, [owedBy(comes, { catch_up: "proof", patch: "ack" })], {}, none))),
    ).toBe("hold patch create_webhook reload await verify");

    const before = aTable({ settings: BEFORE.webhook });
    const goes = onlyItem(planTable(before, DECLARED.append));
    const proved = owedBy(goes, { patch: "ack", import: "ack", await: "proof" });
    const left = onlyItem(
      planTable(withValues(before, goes.to), { ...DECLARED.append, sync_frequency: "1hour" }, [proved]),
    );
    expect(words(goes)).toContain("delete_webhook");
    expect(words(left)).toBe("patch verify delete_webhook");
  });

  it("switches a table on again that it had paused, although nothing else changes", () => {
    const change = begun(key, "resync");
    const off = withValues(aTable(), { should_sync: false });
    const next = onlyItem(planTable(off, {}, [owedBy(change, { pause: "ack" })]));

    expect(next.steps).toContainEqual({ kind: "patch", body: { should_sync: true } });
    expect(next).toMatchObject({ from: { should_sync: false }, to: { should_sync: true }, resumes: change.id });
    expect(next.should_sync_before).toBe(true);
  });

  describe("whose table is not declared any more", () => {
    const other = aTable({ id: "other", name: "public.other" });
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour" }, { name: "public.other" })]);
    const live = aLiveState([patched, other]);

    it("is a problem of the plan that says both ways out, and the other items can be applied", () => {
      const plan = planOf({ desired, live, journal: [owed] });

      expect(hasProblems(plan)).toBe(true);
      expect(plan.problems).toMatchObject([{ code: "owed-undeclared", address: `production/shop/${patched.name}` }]);
      expect(plan.problems[0]?.hint).toContain("declare the table again");
      expect(plan.problems[0]?.hint).toContain(`consent: [{ id: "${owed.record.id}", strategy: keep`);
      expect(plan.items.map(isApplicable)).toEqual([true]);
    });

    it("cannot be given up where its rows were kept on condition of that import", () => {
      const kept = { ...owed, record: { ...owed.record, strategy: "keep" as const } };

      expect(planOf({ desired, live, journal: [kept] }).problems[0]?.hint).not.toContain("consent");
    });

    it("is solved by declaring it again, with the consent that gives it up too", () => {
      const again = (table: Partial<DesiredTable>) => planTable(patched, {}, [owed], table);

      expect(again({}).problems).toEqual([]);
      expect(words(onlyItem(again({})))).toContain("await");
      expect(again(consentTo(owed.record.id, "keep")).problems).toEqual([]);
      expect(words(onlyItem(again(consentTo(owed.record.id, "keep"))))).not.toContain("await");
    });

    it("is told by its id, whatever the file, the target or the table are called now", () => {
      const moved = {
        ...owed,
        record: { ...owed.record, address: "old/gone/public.orders_then", table: "orders_then" },
      };
      const renamed = aDesiredState([aDesiredTable()], { key: "renamed" });

      expect(planOf({ desired: renamed, live, journal: [moved] }).problems).toEqual([]);
      expect(planOf({ desired, live, journal: [moved] }).problems).toMatchObject([
        { code: "owed-undeclared", address: `production/shop/${patched.name}` },
      ]);
    });

    it("is none of those that a narrowed plan leaves out", () => {
      const declared = aDesiredState([aDesiredTable(), aDesiredTable({}, { name: "public.other" })]);

      expect(planOf({ desired, declared, live, journal: [owed] }).problems).toEqual([]);
    });

    it("is only noted where the project shows no such table, as with a debt of another one", () => {
      const foreign = { ...owed, record: { ...owed.record, schema_id: "elsewhere", source_id: "another" } };
      const plan = planOf({ desired, live, journal: [foreign] });

      expect(hasProblems(plan)).toBe(false);
      expect(plan.notes.map(({ code }) => code)).toContain("owed-out-of-sight");
    });
  });

  it("is noted although another table of its name is declared and shown", () => {
    const namesake = { ...owed, record: { ...owed.record, schema_id: "hidden", source_id: "another" } };
    const plan = planOf({
      desired: aDesiredState([aDesiredTable()]),
      live: aLiveState([aTable()]),
      journal: [namesake],
    });

    expect(plan.problems).toEqual([]);
    expect(plan.notes.map(({ code }) => code)).toEqual(["owed-out-of-sight"]);
  });

  it("is not called undeclared where its table was only not seen", () => {
    const plan = planOf({ desired: aDesiredState([aDesiredTable()]), live: aLiveState([]), journal: [owed] });

    expect(plan.notes).toEqual([]);
    expect(plan.problems).toHaveLength(1);
  });
});
