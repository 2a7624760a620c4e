import { describe, expect, it } from "vitest";
import { RUN_MS } from "../support/fake-engine.js";
import { CURSOR, KEY, verbs } from "./casts.js";
import { Scene, type Cast } from "./scene.js";

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

  it("is not cancelled upon a look that waiting made old", async () => {
    const scene = busy("cancel");
    let waits = 0;
    scene.warehouse.roomToWrite = async () => {
      if (waits++ > 0) return;
      await scene.clock.sleep(60_000);
      scene.table.write({ incremental_field: "id", incremental_field_type: "integer" }, scene.clock.now());
    };

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed" });
    expect(verbs(scene)).toEqual([]);
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

describe("a table that stays in Running", () => {
  const STUCK = Number.MAX_SAFE_INTEGER;
  const HOUR = 3_600_000;

  it("is not waited for longer than the limit, and nothing is written to it", async () => {
    const scene = busy("wait");
    scene.table.runs.forEach((run) => (run.endsAt = STUCK));
    const began = scene.clock.now();

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "refused", step: "hold", code: "wait-limit" });
    expect(outcome?.message).toContain(`after 300 minutes run ${scene.table.runs[0]?.id} has not ended`);
    expect(outcome?.message).toContain("apply again");
    expect(scene.clock.now() - began).toBeLessThan(5.1 * HOUR);
    expect(verbs(scene)).toEqual([]);
  });

  it("leaves the import owed, and the next apply goes on waiting", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.runMs = 2 * HOUR;

    const [outcome] = await scene.apply({ maxWaitMs: HOUR });

    expect(outcome).toMatchObject({ state: "failed", step: "await", code: "wait-limit", owed: ["await", "verify"] });
    expect((await scene.apply({ maxWaitMs: 2 * HOUR }))[0]?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync"]);
  });

  it("cannot outwait the limit by run after run", async () => {
    const scene = busy("wait");
    const next = (): void => {
      scene.table.begin(scene.clock.now());
      scene.clock.at(scene.clock.now() + RUN_MS, next);
    };
    scene.clock.at(scene.clock.now() + RUN_MS, next);

    const [outcome] = await scene.apply({ maxWaitMs: HOUR });

    expect(outcome).toMatchObject({ state: "refused", code: "wait-limit" });
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
    expect(gaps[1]).toBeCloseTo(2020, 0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15_020);
    expect(Math.max(...gaps)).toBeGreaterThan(14_000);
  });

  it("are told of a run that goes on as usual when the last one would have ended, and not before", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.runMs = 100_000;
    scene.table.begin(scene.clock.now());
    await scene.clock.sleep(200_000);

    await scene.apply();

    const waits = scene.events.flatMap((event) => (event.kind === "waiting" && event.job !== null ? [event] : []));
    expect(waits).toHaveLength(1);
    expect(scene.table.runs).toHaveLength(2);
  });

  it("are told of a run that takes longer than the last one as of any other", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.runMs = 40_000;
    scene.table.begin(scene.clock.now());
    await scene.clock.sleep(200_000);
    scene.table.advance(scene.clock.now());
    scene.table.runMs = 120_000;

    await scene.apply();

    const waits = scene.events.flatMap((event) => (event.kind === "waiting" && event.job !== null ? [event] : []));
    const gaps = waits.slice(1).map(({ elapsedMs }, index) => elapsedMs - (waits[index]?.elapsedMs ?? 0));
    expect(gaps[0]).toBeGreaterThan(39_000);
    expect(gaps[0]).toBeLessThan(45_000);
    expect(gaps[1]).toBeLessThan(3000);
  });

  it("are told of every step and every end", async () => {
    const scene = new Scene({ tables: [KEY] });

    await scene.apply();

    const told = scene.events.flatMap((event) =>
      event.kind === "waiting" || event.kind === "forecast" ? [] : [event.kind === "step" ? event.step : event.state],
    );
    expect(told).toEqual(["hold", "pause", "delete_data", "patch", "import", "await", "verify", "applied"]);
  });

  it("may choose another pace", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    await scene.apply({ poll: { firstMs: 10_000, maxMs: 10_000, calmMs: 10_000 } });

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
    scene.clock.at(scene.clock.now() + 1000, () => (stop.requested = true));

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
