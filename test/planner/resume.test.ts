import { describe, expect, it } from "vitest";
import type { DesiredTable } from "../../src/model/desired.js";
import type { Owed, StepMark } from "../../src/model/journal.js";
import type { LiveTable } from "../../src/model/live.js";
import type { Item } from "../../src/model/plan.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import { aDesiredTable, aSource, aTable, aWebhook, BEFORE, DECLARED, read } from "../support/change.js";
import { aDesiredState, aLiveState, codesOf, onlyItem, owedBy, planOf, withValues } from "../support/planned.js";

type Marks = { readonly [K in StepMark["step"]]?: StepMark["reached"] };
type Strategy = "resync" | "rebuild" | "keep";

const cursor = { incremental_field: "created_at" } as const satisfies DeclaredSettings;
const key = { primary_key_columns: ["tenant_id", "id"] } as const satisfies DeclaredSettings;

const planTable = (
  live: LiveTable,
  declared: DeclaredSettings,
  journal: readonly Owed[] = [],
  table: Partial<DesiredTable> = {},
  source?: Parameters<typeof aSource>[0],
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
    ["writes again what another hand took back", aTable(), { patch: "ack", import: "ack" }, "hold patch await verify"],
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
    const offered = (marks: Marks) =>
      onlyItem(planTable(patched, cursor, [owedBy(item, marks)])).options.map(({ strategy }) => strategy);

    expect(offered({ patch: "ack" })).toEqual(["resync", "keep"]);
    expect(offered({ patch: "ack", import: "ack", await: "proof" })).toEqual([]);
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

  it("keeps the reason although the rows are gone", () => {
    const owed = owedBy(item, { pause: "ack", delete_data: "ack" });
    const again = onlyItem(planTable(deleted(off), key, [owed], consentTo(item.id)));

    expect(again.findings.map(({ code }) => code)).toEqual(item.findings.map(({ code }) => code));
  });
});

describe("an unfinished item whose patch starts the run", () => {
  const mode = { cdc_table_mode: "both" } as const;
  const item = begun(mode, "resync", BEFORE.cdc);
  const patched = withValues(aTable({ settings: BEFORE.cdc }), item.to);

  it.each<[behaviour: string, marks: Marks, left: string]>([
    ["waits for the run of an acknowledged patch", { patch: "ack" }, "await verify"],
    ["reloads where the answer was lost and the values stand", { patch: "intent" }, "reload await verify"],
  ])("%s", (_behaviour, marks, left) => {
    expect(words(item)).toContain("started");
    expect(words(onlyItem(planTable(patched, mode, [owedBy(item, marks)], consentTo(item.id))))).toBe(left);
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

  it("switches a table on again that it had paused, although nothing else changes", () => {
    const change = begun(key, "resync");
    const off = withValues(aTable(), { should_sync: false });
    const next = onlyItem(planTable(off, {}, [owedBy(change, { pause: "ack" })]));

    expect(next.steps).toContainEqual({ kind: "patch", body: { should_sync: true } });
    expect(next).toMatchObject({ from: { should_sync: false }, to: { should_sync: true }, resumes: change.id });
    expect(next.should_sync_before).toBe(true);
  });

  it("is named where its table is not declared any more", () => {
    const plan = planOf({
      desired: aDesiredState([aDesiredTable({}, { name: "public.other" })]),
      live: aLiveState([patched, aTable({ id: "other", name: "public.other" })]),
      journal: [owed],
    });

    expect(plan.items).toEqual([]);
    expect(plan.notes.map(({ code }) => code)).toContain("owed-undeclared");
  });
});
