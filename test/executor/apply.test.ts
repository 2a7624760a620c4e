import { describe, expect, it } from "vitest";
import { isDestructive } from "../../src/model/effect.js";
import { err } from "../../src/model/result.js";
import { importedUnder, RUN_MS } from "../support/fake-engine.js";
import { CDC, CURSOR, expectConverged, FREQUENCY, KEY, verbs } from "./casts.js";
import { Scene, type Cast } from "./scene.js";

/** Tables that become incremental: safe, and each needs a run. */
const incrementals = (length: number): readonly Cast[] =>
  Array.from({ length }, (_, index) => ({
    name: `table_${index}`,
    before: { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null },
    declared: { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "datetime" },
  }));

describe("an approved item", () => {
  it("is carried out step by step, proved, and leaves nothing to plan", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "applied", code: null, owed: [], job: { status: "Completed" } });
    expect(outcome?.after).toMatchObject({ rows: 1000, latest_error: null });
    expect(verbs(scene)).toEqual(["patch", "resync"]);
    expect(scene.table.rows).toEqual([importedUnder(scene.table.settings)]);
    expect(scene.plan()).toEqual([]);
  });

  it("is in the journal before each write, and closed at the end", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    await scene.apply();

    const told = scene.journal.entries.map((entry) => ("step" in entry ? `${entry.event} ${entry.step}` : entry.event));
    expect(told).toEqual([
      "opened",
      "intent patch",
      "ack patch",
      "intent import",
      "ack import",
      "intent await",
      "proof await",
      "closed",
    ]);
  });

  it("costs one look, one patch and one read-back where no rows are touched", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });

    await scene.apply();

    expect(verbs(scene)).toEqual(["patch"]);
    expect(scene.warehouse.reads).toEqual(["readTable", "readTable"]);
  });

  it("is already there when somebody else has brought it about", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });
    scene.table.write({ sync_frequency: "1hour" }, scene.clock.now());

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "already", owed: [] });
    expect(verbs(scene)).toEqual([]);
    expect(scene.journal.entries).toEqual([]);
  });

  it("runs its import once although another hand wrote the values, for nobody has seen it run", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.write(CURSOR.declared, scene.clock.now());
    expect(scene.plan()).toEqual([]);

    const outcomes = [...(await scene.apply()), ...(await scene.apply())];

    expect(outcomes.map(({ state }) => state)).toEqual(["applied", "already"]);
    expect(verbs(scene)).toEqual(["resync"]);
    expectConverged(scene);
  });

  it("is refused, with the difference, when the table has moved", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.write({ incremental_field: "id", incremental_field_type: "integer" }, scene.clock.now());

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed", owed: [] });
    expect(outcome?.message).toContain("incremental_field has changed since the plan was made");
    expect(verbs(scene)).toEqual([]);
  });

  it("is refused when it is declared no more: an empty plan is no proof", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });
    scene.declare("public.table_0", {});

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed" });
    expect(outcome?.message).toContain("sync_frequency");
  });

  it("is refused when its table cannot be read", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });
    const fault = { kind: "status", call: "GET /x/", status: 500, reason: undefined, attr: undefined } as const;

    const [outcome] = await scene.apply({ replan: async () => err(fault) });

    expect(outcome).toMatchObject({ state: "refused", code: "server-error" });
  });
});

describe("several items", () => {
  it("end in the order in which they were given", async () => {
    const scene = new Scene({ tables: [KEY, FREQUENCY, CURSOR] });

    const outcomes = await scene.apply();

    expect(outcomes.map(({ id }) => id)).toEqual(scene.approved.map(({ id }) => id));
    expect(outcomes.map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
    expect(scene.plan()).toEqual([]);
  });

  it("are written safe ones first, and a destructive one only when the run of the one before was seen", async () => {
    const scene = new Scene({ tables: [CURSOR, { ...CURSOR, name: "second" }, { ...FREQUENCY, name: "safe" }] });
    expect(scene.approved.map(({ effect }) => isDestructive(effect))).toEqual([true, true, false]);
    const second = scene.warehouse.table("schema-1");
    const runsAtPatch: number[] = [];
    const write = second.write.bind(second);
    second.write = (body, now) => {
      runsAtPatch.push(scene.table.runs.length);
      write(body, now);
    };

    await scene.apply();

    expect(scene.warehouse.writes[0]?.table).toBe("safe");
    expect(runsAtPatch).toEqual([1]);
  });

  it("await their runs together: the second is asked for while the first is still running", async () => {
    const scene = new Scene({ tables: [CURSOR, { ...CURSOR, name: "second" }] });
    const began = scene.clock.now();

    await scene.apply();

    expect(scene.clock.now() - began).toBeLessThan(2 * RUN_MS);
  });

  it("ask for their runs without waiting for those before, unless they are destructive", async () => {
    const scene = new Scene({ tables: incrementals(8) });
    const began = scene.clock.now();
    const asked: number[] = [];
    const { reload } = scene.warehouse;
    scene.warehouse.reload = (id) => (asked.push(scene.clock.now() - began), reload(id));

    await scene.apply();

    expect(asked).toHaveLength(8);
    expect(Math.max(...asked)).toBeLessThan(RUN_MS / 10);
  });

  it("share the look at their jobs", async () => {
    const scene = new Scene({ tables: incrementals(12) });
    for (const { id } of scene.tables) scene.warehouse.table(id).runMs = 3_600_000;

    await scene.apply();

    // One look every 15 seconds for an hour, whatever the number of tables.
    const looks = scene.warehouse.reads.filter((verb) => verb === "jobs").length;
    expect(looks).toBeLessThan(1.6 * 240);
  });

  it("turn CDC on once for their source", async () => {
    const scene = new Scene({
      tables: [CDC, { ...CDC, name: "second" }],
      source: { cdc: { management_mode: "posthog" } },
    });

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state }) => state)).toEqual(["applied", "applied"]);
    expect(verbs(scene).filter((verb) => verb === "enableCdc")).toHaveLength(1);
  });
});

describe("the billing limit", () => {
  it("keeps rows from being deleted that could not be imported again, even in an item that was begun", async () => {
    const scene = new Scene({ tables: [CURSOR, { ...KEY, name: "second" }] });
    scene.table.endings.push({ status: "Billing limits", latest_error: null });
    const { patch } = scene.warehouse;
    scene.warehouse.patch = async (id, body) => {
      if (body.should_sync === false) await scene.clock.sleep(2 * RUN_MS);
      return patch(id, body);
    };

    const outcomes = await scene.apply();

    expect(outcomes[1]).toMatchObject({ state: "failed", step: "delete_data", code: "billing-limit" });
    expect(outcomes[1]?.owed).toEqual(["delete_data", "patch", "import", "await", "verify"]);
    expect(verbs(scene)).not.toContain("deleteData");
  });

  it("spares the destructive items that are left, and nobody else", async () => {
    const scene = new Scene({ tables: [CURSOR, { ...KEY, name: "spared" }, { ...FREQUENCY, name: "safe" }] });
    scene.table.runMs = 100;
    scene.table.endings.push({ status: "Billing limits", latest_error: null });

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state, code }) => [state, code])).toEqual([
      ["failed", "billing-limit"],
      ["skipped", "billing-limit"],
      ["applied", null],
    ]);
    expect(scene.warehouse.writes.filter(({ table }) => table === "spared")).toEqual([]);
  });
});
