import { describe, expect, it } from "vitest";
import { ok } from "../../src/model/result.js";
import type { Trouble } from "../support/switchboard.js";
import { CURSOR, FREQUENCY, KEY, expectConverged, verbs } from "./casts.js";
import { Scene, type Cast } from "./scene.js";

/** A wipe and import that the server begins by itself with the patch. */
const XMIN = {
  before: { sync_type: "xmin" },
  declared: { ...CURSOR.declared, sync_type: "incremental" },
} satisfies Cast;

const HOUR = 3_600_000;

describe("the answer to a patch", () => {
  it.each<Trouble["how"]>(["lost-after", "html-after", "500-after", "400-after"])(
    "that is %s is decided by the read-back",
    async (how) => {
      const scene = new Scene({ tables: [CURSOR] });

      const [outcome] = await scene.apply({ troubles: [{ verb: "patch", how }] });

      expect(outcome?.state).toBe("applied");
      expect(verbs(scene)).toEqual(["patch", "resync"]);
      expect(scene.journal.entries).toContainEqual(expect.objectContaining({ event: "ack", step: "patch" }));
      expectConverged(scene);
    },
  );

  it.each<[Trouble["how"], string]>([
    ["lost-before", "lost-answer"],
    ["500-before", "server-error"],
    ["400-before", "refused-by-server"],
  ])("that is %s without a save fails the item, which stays owed", async (how, code) => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "patch", how }] });

    expect(outcome).toMatchObject({
      state: "failed",
      step: "patch",
      code,
      owed: ["patch", "import", "await", "verify"],
    });
    expect((await scene.apply())[0]?.state).toBe("applied");
    expectConverged(scene);
  });

  it("that is a 200 and changed nothing fails the item and names the fields", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "patch", how: "ignored" }] });

    expect(outcome).toMatchObject({ state: "failed", step: "patch", code: "read-back-differs" });
    expect(outcome?.message).toContain("sync_frequency");
  });
});

describe("a deletion", () => {
  it.each<Trouble["how"]>(["lost-after", "500-after"])(
    "whose answer was %s is decided by a look at the table",
    async (how) => {
      const scene = new Scene({ tables: [KEY] });

      const [outcome] = await scene.apply({ troubles: [{ verb: "deleteData", how }] });

      expect(outcome?.state).toBe("applied");
      expect(scene.journal.entries).toContainEqual(expect.objectContaining({ event: "ack", step: "delete_data" }));
    },
  );

  it("waits for a run that the pause did not stop in time, or it would write the old rows again", async () => {
    const scene = lateRun();

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expectConverged(scene);
  });

  it("does not go out when a stop ends that wait", async () => {
    const scene = lateRun();
    const stop = { requested: false };
    scene.clock.at(scene.clock.now() + 5000, () => (stop.requested = true));

    const [outcome] = await scene.apply({ stop });

    expect(outcome).toMatchObject({ state: "interrupted", step: "delete_data" });
    expect(verbs(scene)).toEqual(["patch"]);
    expect((await scene.apply())[0]?.state).toBe("applied");
    expectConverged(scene);
  });
});

/** The server stops a run some time after the pause that should end it. */
function lateRun(): Scene {
  const scene = new Scene({ tables: [KEY] });
  const { patch } = scene.warehouse;
  scene.warehouse.patch = (id, body) => {
    const answer = patch(id, body);
    if (body.should_sync === false) scene.table.begin(scene.clock.now());
    return answer;
  };
  return scene;
}

function startedByPatch(): Scene {
  const scene = new Scene({ tables: [XMIN] });
  scene.table.patchStarts = true;
  return scene;
}

describe("a patch that makes the server import by itself", () => {
  it("is the trigger, and no other goes out", async () => {
    const started = startedByPatch();
    expect(started.approved[0]?.steps).toContainEqual({ kind: "import", how: "started" });

    const [outcome] = await started.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(started)).toEqual(["patch"]);
    expectConverged(started);
  });

  it("is followed by a reload where its answer was lost, for the run may not have been asked for", async () => {
    const started = startedByPatch();

    const [outcome] = await started.apply({ troubles: [{ verb: "patch", how: "500-after" }] });

    expect(outcome?.state).toBe("applied");
    expect(verbs(started)).toEqual(["patch", "reload"]);
    expectConverged(started);
  });
});

describe("a run that is not the one asked for", () => {
  it("does not prove a wipe although it began in the second of the patch, which it kept from starting its own", async () => {
    const scene = startedByPatch();
    const { patch } = scene.warehouse;
    scene.warehouse.patch = (id, body) => {
      scene.table.begin(scene.clock.now());
      return patch(id, body);
    };

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "reload"]);
    expectConverged(scene);
  });

  it("does not prove a resync although it ended in the second in which that arrived", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const { resync } = scene.warehouse;
    scene.table.runMs = 100;
    scene.warehouse.resync = async (id) => {
      scene.table.begin(scene.clock.now());
      await scene.clock.sleep(200);
      const answer = await resync(id);
      scene.table.drop();
      return answer;
    };

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync", "reload"]);
    expectConverged(scene);
  });

  it.each<[string, number]>([
    ["while the answer to the patch was on its way", 2000],
    ["after that answer, and began before it", 20_000],
  ])("is followed by a reload at once where it ended %s", async (_when, runMs) => {
    const scene = startedByPatch();
    const { patch } = scene.warehouse;
    scene.table.runMs = runMs;
    scene.warehouse.patch = async (id, body) => {
      const answer = await patch(id, body);
      await scene.clock.sleep(5000);
      return answer.ok ? ok({ ...answer.value, serverTime: scene.clock.now() }) : answer;
    };
    const began = scene.clock.now();

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "reload"]);
    expect(scene.clock.now() - began).toBeLessThan(120_000);
    expectConverged(scene);
  });
});

describe("the answer to a trigger", () => {
  it.each<Trouble["how"]>(["lost-before", "lost-after", "html-after"])(
    "that is %s leaves the import owed; the next apply asks once more",
    async (how) => {
      const scene = new Scene({ tables: [CURSOR] });

      const [outcome] = await scene.apply({ troubles: [{ verb: "resync", how }] });

      expect(outcome).toMatchObject({
        state: "failed",
        step: "import",
        code: "lost-answer",
        owed: ["import", "await", "verify"],
      });
      expect((await scene.apply())[0]?.state).toBe("applied");
      expect(verbs(scene).filter((verb) => verb === "resync").length).toBeLessThanOrEqual(2);
      expectConverged(scene);
    },
  );

  it("that is a lost answer to a reload is looked for among the jobs first", async () => {
    const scene = new Scene({ tables: [KEY] });
    await scene.apply({ troubles: [{ verb: "reload", how: "lost-after" }] });
    await scene.clock.sleep(10_000);

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene).filter((verb) => verb === "reload")).toHaveLength(1);
    expectConverged(scene);
  });

  it("that is a 200 for a skipped run is followed by a reload, never by another resync", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const began = scene.clock.now();

    const [outcome] = await scene.apply({ troubles: [{ verb: "resync", how: "dropped" }] });

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync", "reload"]);
    expect(scene.clock.now() - began).toBeLessThan(HOUR);
  });

  it("that is a 200 while the server skips the runs of a failing table is asked again once its hour is over", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const began = scene.clock.now();

    const [outcome] = await scene.apply({
      troubles: [
        { verb: "resync", how: "dropped" },
        { verb: "reload", how: "dropped" },
      ],
    });

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync", "reload", "reload"]);
    expect(scene.clock.now() - began).toBeGreaterThan(HOUR);
    expectConverged(scene);
  });

  it("fails the item where no run ever comes, and the next apply asks again", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const dropped = [
      { verb: "resync", how: "dropped" },
      { verb: "reload", how: "dropped" },
      { verb: "reload", nth: 2, how: "dropped" },
    ] as const;

    const [outcome] = await scene.apply({ troubles: dropped });

    expect(outcome).toMatchObject({ state: "failed", step: "await", code: "no-run", owed: ["await", "verify"] });
    expect((await scene.apply())[0]?.state).toBe("applied");
    expectConverged(scene);
  });
});
