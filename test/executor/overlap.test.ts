import { describe, expect, it } from "vitest";
import { harmOf } from "../../src/executor/overlap.js";
import { RUN_MS } from "../support/fake-engine.js";
import { KillSignal } from "../support/switchboard.js";
import { CURSOR, KEY, verbs } from "./casts.js";
import { Scene, type Cast } from "./scene.js";

const TO_APPEND = {
  before: { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null },
  declared: { sync_type: "append", incremental_field: "updated_at", incremental_field_type: "datetime" },
  strategy: "keep",
} satisfies Cast;

/** A run begins as the first patch arrives: before it is saved, or so much later. */
function meeting(scene: Scene, lateMs = 0): Scene {
  const { patch } = scene.warehouse;
  let first = true;
  scene.warehouse.patch = async (...call) => {
    const begins = first;
    first = false;
    if (begins && lateMs === 0) scene.table.begin(scene.clock.now());
    const answer = await patch(...call);
    if (begins && lateMs > 0) {
      await scene.clock.sleep(lateMs);
      scene.table.begin(scene.clock.now());
    }
    return answer;
  };
  return scene;
}

describe("a run that begins while a change is saved", () => {
  it("leaves the table switched off before any run could double its rows, and says what to type", async () => {
    const scene = meeting(new Scene({ tables: [TO_APPEND] }));

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", step: "patch", code: "run-overlapped", owed: [] });
    expect(outcome?.message).toContain(scene.table.runs[0]?.id);
    expect(outcome?.message).toContain("warehog resync --target production shop/public.table_0");
    expect(verbs(scene)).toEqual(["patch", "patch"]);
    expect(scene.table.settings).toMatchObject({ sync_type: "append", should_sync: false });
    expect(scene.journal.owed()).toEqual([]);
  });

  it("leaves it off when the same approval is applied once more", async () => {
    const scene = meeting(new Scene({ tables: [TO_APPEND] }));
    await scene.apply();

    await scene.apply();

    expect(verbs(scene)).toEqual(["patch", "patch"]);
    expect(scene.table.settings.should_sync).toBe(false);
  });

  it("leaves deleted rows and a new key at rest as well", async () => {
    const scene = new Scene({ tables: [KEY] });
    const { patch } = scene.warehouse;
    scene.warehouse.patch = async (...call) => {
      if ("primary_key_columns" in call[1]) scene.table.begin(scene.clock.now());
      return patch(...call);
    };

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", code: "run-overlapped", owed: [] });
    await scene.apply();
    expect(verbs(scene)).toEqual(["patch", "deleteData", "patch", "patch"]);
    expect(scene.table.settings.should_sync).toBe(false);
  });

  it("is none that begins in a later second than the answer, whoever looks first", async () => {
    const scene = meeting(new Scene({ tables: [TO_APPEND] }), 1500);

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(scene.table.settings.should_sync).toBe(true);
  });

  it("is waited out where it began after the hold, and before the write was sent", async () => {
    const scene = new Scene({ tables: [TO_APPEND] });
    const { jobs } = scene.warehouse;
    let looks = 0;
    scene.warehouse.jobs = async (...call) => {
      if (++looks === 2) scene.table.begin(scene.clock.now());
      return jobs(...call);
    };

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "reload"]);
    expect(scene.table.runs.map(({ under }) => under.split(" ")[0])).toEqual(["full_refresh", "append"]);
  });

  it("is cut off by a resync, and harms nothing", async () => {
    const scene = meeting(new Scene({ tables: [{ ...TO_APPEND, strategy: "resync" }] }));

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync"]);
  });

  it("stays owed where the table could not be switched off, and the next apply tells it again", async () => {
    const scene = meeting(new Scene({ tables: [TO_APPEND] }));

    const [outcome] = await scene.apply({ troubles: [{ verb: "patch", nth: 2, how: "500-before" }] });

    expect(outcome).toMatchObject({ state: "failed", code: "run-overlapped" });
    expect(outcome?.message).toContain("could not be switched off");
    expect(scene.journal.owed()).toHaveLength(1);
    const [again] = await scene.agree();
    expect(again).toMatchObject({ code: "run-overlapped" });
    expect(scene.table.settings.should_sync).toBe(false);
  });

  it("is not suspected long after a patch whose answer nobody heard", async () => {
    const scene = new Scene({ tables: [TO_APPEND] });
    const { patch } = scene.warehouse;
    scene.warehouse.patch = async (...call) => {
      await patch(...call);
      throw new KillSignal("after it was saved");
    };
    await expect(scene.apply()).rejects.toThrow(KillSignal);
    scene.warehouse.patch = patch;
    await scene.clock.sleep(3_600_000);
    scene.table.begin(scene.clock.now());
    await scene.clock.sleep(2 * RUN_MS);

    const [outcome] = await scene.apply();

    expect(scene.table.settings.sync_type).toBe("append");
    expect(outcome?.state).toBe("applied");
  });

  it("is told by the next apply if the process died first, wherever that was", async () => {
    const untold: number[] = [];
    for (let at = 0; at < 60; at++) {
      const scene = meeting(new Scene({ tables: [TO_APPEND] }));
      const codes: (string | null | undefined)[] = [];
      let died = false;
      let isClosed = false;
      try {
        codes.push((await scene.apply({ kill: { at, when: "after" } }))[0]?.code);
      } catch (error) {
        if (!(error instanceof KillSignal)) throw error;
        died = true;
        isClosed = scene.journal.entries.some(({ event }) => event === "closed");
        await scene.clock.sleep(RUN_MS);
        codes.push((await scene.apply())[0]?.code);
      }
      // An item is closed with its last breath; by then the table is off.
      if (!isClosed && !codes.includes("run-overlapped")) untold.push(at);
      expect({ at, on: scene.table.settings.should_sync }).toEqual({ at, on: false });
      if (!died) break;
    }

    expect(untold).toEqual([]);
  });
});

describe("what a run that comes between can harm", () => {
  const reload = [{ kind: "patch", body: {} }, { kind: "import", how: "reload" }, { kind: "await" }] as const;

  it.each([
    ["a merge", { sync_type: "full_refresh" }, { sync_type: "incremental", incremental_field: "id" }, false],
    ["the same mark, appended to", { sync_type: "incremental" }, { sync_type: "append" }, false],
    ["a mark taken before its end", { sync_type: "full_refresh" }, { sync_type: "append" }, true],
    ["rows that were captured", { sync_type: "cdc" }, { sync_type: "append" }, true],
    ["rows that were delivered", { sync_type: "webhook" }, { sync_type: "append" }, true],
    ["the mark of another cursor", { incremental_field: "id" }, { incremental_field: "updated_at" }, true],
    ["columns", { enabled_columns: null }, { enabled_columns: ["id"] }, false],
  ])("%s", (_, from, to, harms) => {
    expect(harmOf({ from, to, steps: reload }) !== undefined).toBe(harms);
  });

  it("rows that were deleted for the change", () => {
    const steps = [{ kind: "delete_data" }, ...reload] as const;

    expect(harmOf({ from: {}, to: { primary_key_columns: ["id"] }, steps })).toContain("among the new ones");
  });

  it("nothing where every row is imported anew", () => {
    expect(CURSOR.strategy).toBe("resync");
    const steps = [reload[0], { kind: "import", how: "resync" }] as const;

    expect(harmOf({ from: { incremental_field: "id" }, to: CURSOR.declared, steps })).toBeUndefined();
  });
});
