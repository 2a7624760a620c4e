import { describe, expect, it } from "vitest";
import { isDestructive } from "../../src/model/effect.js";
import { importedUnder, RUN_MS } from "../support/fake-engine.js";
import { Scene, type Cast } from "./scene.js";

const FREQUENCY = { declared: { sync_frequency: "1hour" } } satisfies Cast;
const CURSOR = {
  declared: { incremental_field: "created_at", incremental_field_type: "datetime" },
  strategy: "resync",
} satisfies Cast;
const KEY = { declared: { primary_key_columns: ["tenant_id", "id"] } } satisfies Cast;
const CDC = { declared: { sync_type: "cdc", sync_frequency: "1hour" }, strategy: "resync" } satisfies Cast;

/** Tables that become incremental: safe, and each needs a run. */
const incrementals = (length: number): readonly Cast[] =>
  Array.from({ length }, (_, index) => ({
    name: `table_${index}`,
    before: { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null },
    declared: { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "datetime" },
  }));

const verbs = ({ warehouse }: Scene): readonly string[] => warehouse.writes.map(({ verb }) => verb);

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
      "proof await",
      "closed",
    ]);
  });

  it("costs one plan, one patch and one read-back where no rows are touched", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });

    await scene.apply();

    expect(verbs(scene)).toEqual(["patch"]);
    expect(scene.warehouse.reads).toEqual(["readTable"]);
  });

  it("is already there when somebody else has brought it about", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });
    scene.table.write({ sync_frequency: "1hour" }, scene.clock.now());

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "already", owed: [] });
    expect(verbs(scene)).toEqual([]);
    expect(scene.journal.entries).toEqual([]);
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
    scene.declare("public.table_0", {});

    const [outcome] = await scene.apply({ troubles: [{ verb: "readTable", how: "500-before" }] });

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
    expect(Math.max(...asked)).toBeLessThan(500);
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

function busy(when_running: "wait" | "cancel" | "refuse"): Scene {
  const scene = new Scene({ tables: [CURSOR], policy: { when_running } });
  scene.table.begin(scene.clock.now());
  return scene;
}

describe("a run in progress", () => {
  it("is waited out before anything is written", async () => {
    const scene = busy("wait");

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(scene.table.runs.map(({ ending }) => ending.status)).toEqual(["Completed", "Completed"]);
    expect(scene.table.runs.map(({ under }) => under)).toEqual([
      "incremental updated_at id",
      "incremental created_at id",
    ]);
  });

  it("is cancelled where the policy says so", async () => {
    const scene = busy("cancel");
    scene.table.runs.forEach((run) => (run.endsAt = Number.MAX_SAFE_INTEGER)); // stuck in Running

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["cancel", "patch", "resync"]);
  });

  it("turns the item away where the policy says so", async () => {
    const scene = new Scene({ tables: [KEY], policy: { when_running: "refuse" } });
    scene.table.begin(scene.clock.now());

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("refused");
    expect(verbs(scene)).toEqual([]);
  });

  it("takes its time, in which others edit the table: it is judged anew after the wait", async () => {
    const scene = busy("wait");
    scene.clock.at(scene.clock.now() + 5000, () =>
      scene.table.write({ incremental_field: "id", incremental_field_type: "integer" }, scene.clock.now()),
    );

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed" });
    expect(verbs(scene)).toEqual([]);
  });
});

describe("people who wait", () => {
  it("are told how long it takes, less and less often", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.runMs = 120_000;

    await scene.apply();

    const waits = scene.events.flatMap((event) => (event.kind === "waiting" ? [event] : []));
    const gaps = waits.slice(1).map(({ elapsedMs }, index) => elapsedMs - (waits[index]?.elapsedMs ?? 0));
    expect(waits.at(-1)).toMatchObject({ step: "await", address: "production/shop/public.table_0", rows: 10 });
    expect(gaps[0]).toBeCloseTo(1020, 0);
    expect(gaps[1]).toBeCloseTo(1520, 0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15_020);
    expect(Math.max(...gaps)).toBeGreaterThan(14_000);
  });

  it("are told of every step and every end", async () => {
    const scene = new Scene({ tables: [KEY] });

    await scene.apply();

    const told = scene.events.flatMap((event) =>
      event.kind === "waiting" ? [] : [event.kind === "step" ? event.step : event.state],
    );
    expect(told).toEqual(["hold", "pause", "delete_data", "patch", "import", "await", "verify", "applied"]);
  });

  it("may choose another pace", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    await scene.apply({ poll: { firstMs: 10_000, maxMs: 10_000 } });

    const waits = scene.events.filter(({ kind }) => kind === "waiting");
    expect(waits.length).toBeLessThanOrEqual(1 + RUN_MS / 10_000 + 1);
  });
});

describe("without waiting", () => {
  it("an item is started, and the next apply proves it without asking again", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply({ wait: false });

    expect(outcome).toMatchObject({ state: "started", step: "await", owed: ["await", "verify"] });
    const [later] = await scene.apply();
    expect(later?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync"]);
    expect(scene.journal.owed()).toEqual([]);
  });

  it.each<[string, Cast]>([
    [
      "catches up before the change",
      { before: { sync_frequency: "6hour" }, declared: { sync_type: "webhook" }, strategy: "keep" },
    ],
  ])("an item is refused that %s", async (_which, cast) => {
    const scene = new Scene({ tables: [cast] });
    expect(scene.approved[0]?.steps.map(({ kind }) => kind)).toContain("catch_up");

    const [outcome] = await scene.apply({ wait: false });

    expect(outcome).toMatchObject({ state: "refused", code: "needs-wait" });
    expect(verbs(scene)).toEqual([]);
  });
});

describe("a stop", () => {
  it("ends the item in flight after its step, and the next apply goes on from there", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const stop = { requested: false };
    scene.clock.at(scene.clock.now() + 10_000, () => (stop.requested = true));

    const [outcome] = await scene.apply({ stop });

    expect(outcome).toMatchObject({ state: "interrupted", step: "await", owed: ["await", "verify"] });
    const [later] = await scene.apply();
    expect(later?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync"]);
  });

  it("comes after the step in flight and before the next", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const stop = { requested: false };
    const { patch } = scene.warehouse;
    scene.warehouse.patch = (id, body) => {
      stop.requested = true;
      return patch(id, body);
    };

    const [outcome] = await scene.apply({ stop });

    expect(outcome).toMatchObject({ state: "interrupted", step: "import", owed: ["import", "await", "verify"] });
    expect(verbs(scene)).toEqual(["patch"]);
  });

  it("passes over what was not begun", async () => {
    const scene = new Scene({ tables: [CURSOR, { ...KEY, name: "second" }] });
    const stop = { requested: false };
    const [, second] = scene.tables;
    scene.clock.at(scene.clock.now() + 300, () => (stop.requested = true));

    const outcomes = await scene.apply({ stop });

    expect(outcomes.map(({ state, code }) => [state, code])).toEqual([
      ["interrupted", "stop-requested"],
      ["skipped", "stop-requested"],
    ]);
    expect(scene.warehouse.writes.filter(({ table }) => table === second?.name)).toEqual([]);
  });

  it("is no failure of a call that it kept from leaving", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "resync", how: "interrupted" }] });

    expect(outcome).toMatchObject({ state: "interrupted", step: "import", owed: ["import", "await", "verify"] });
  });
});
