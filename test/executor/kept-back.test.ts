import { describe, expect, it } from "vitest";
import type { Trouble } from "../support/switchboard.js";
import { CDC, CURSOR, expectConverged, KEY, TO_WEBHOOK, verbs } from "./casts.js";
import { Scene, type Cast } from "./scene.js";

const OTHER_CURSOR = { incremental_field: "id", incremental_field_type: "integer" };
const FROM_WEBHOOK: Cast = { before: { sync_type: "webhook" }, declared: { sync_type: "full_refresh" } };

/** Every step that writes, in a change that has it. */
const WRITES: readonly (readonly [Trouble["verb"], Cast])[] = [
  ["patch", CURSOR],
  ["resync", CURSOR],
  ["deleteData", KEY],
  ["reload", KEY],
  ["enableCdc", CDC],
  ["createWebhook", TO_WEBHOOK],
  ["deleteWebhook", FROM_WEBHOOK],
];
const KEPT_BACK = ["429-before", "kept-back"] as const;
const TRIED = WRITES.flatMap(([verb, cast]) => KEPT_BACK.map((how) => ({ verb, cast, how })));

function sceneOf(cast: Cast): Scene {
  const scene = new Scene(
    { tables: [cast], source: { cdc: { management_mode: "posthog" } } },
    { webhook: cast === FROM_WEBHOOK },
  );
  scene.warehouse.webhook.patchMakes = false;
  return scene;
}

describe("a write that was kept from leaving, or thrown back unread", () => {
  it.each(TRIED)("is made after another look, and once: $verb, $how", async ({ verb, cast, how }) => {
    const untroubled = sceneOf(cast);
    await untroubled.apply();
    expect(verbs(untroubled)).toContain(verb);
    const scene = sceneOf(cast);

    const [outcome] = await scene.apply({ troubles: [{ verb, how }] });

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(verbs(untroubled));
    expect(scene.plan()).toEqual([]);
    expect(scene.journal.owed()).toEqual([]);
  });

  it.each(KEPT_BACK)("does not go out over an edit that was made meanwhile: %s", async (how) => {
    const scene = sceneOf(CURSOR);
    const { patch } = scene.warehouse;
    scene.warehouse.patch = async (...call) => {
      const answer = await patch(...call);
      if (!answer.ok) scene.table.write(OTHER_CURSOR, scene.clock.now());
      return answer;
    };

    const [outcome] = await scene.apply({ troubles: [{ verb: "patch", how }] });

    expect(outcome).toMatchObject({ code: "plan-changed" });
    expect(verbs(scene)).toEqual([]);
  });

  it("is not tried for ever where PostHog throws every one back", async () => {
    const scene = sceneOf(CURSOR);
    const troubles = Array.from({ length: 50 }, (_, n) => ({
      verb: "patch" as const,
      nth: n + 1,
      how: "429-before" as const,
    }));

    const [outcome] = await scene.apply({ troubles });

    expect(outcome).toMatchObject({ state: "failed", step: "patch" });
    expect(scene.journal.entries.filter(({ event }) => event === "intent")).toHaveLength(5);
  });

  it("finds its place however often another write takes it", async () => {
    const scene = sceneOf(CURSOR);
    const troubles = Array.from({ length: 50 }, (_, n) => ({
      verb: "patch" as const,
      nth: n + 1,
      how: "kept-back" as const,
    }));

    const [outcome] = await scene.apply({ troubles });

    expect(outcome?.state).toBe("applied");
    expectConverged(scene);
  });
});

/** The run that the pause cut off takes five minutes to end. */
function slowToEnd(): Scene {
  const scene = sceneOf({ declared: { ...KEY.declared, sync_frequency: "6hour" } });
  const { patch } = scene.warehouse;
  let paused = false;
  scene.warehouse.patch = async (...call) => {
    const answer = await patch(...call);
    if (!paused) {
      scene.table.begin(scene.clock.now());
      scene.table.runs.forEach((run) => (run.endsAt = scene.clock.now() + 300_000));
    }
    paused = true;
    return answer;
  };
  return scene;
}

describe("a step that waited long after the item was judged", () => {
  it("deletes nothing of a table that somebody edited meanwhile", async () => {
    const scene = slowToEnd();
    scene.clock.at(scene.clock.now() + 120_000, () =>
      scene.table.write({ sync_frequency: "24hour" }, scene.clock.now()),
    );

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", code: "plan-changed" });
    expect(verbs(scene)).toEqual(["patch"]);
  });

  it("goes on from there where nothing has changed", async () => {
    const scene = slowToEnd();

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "deleteData", "patch", "reload"]);
    expectConverged(scene);
  });

  it("needs no other look where its table has just been read back", async () => {
    const scene = sceneOf(CURSOR);
    const { patch } = scene.warehouse;
    scene.warehouse.patch = async (...call) => {
      await scene.clock.sleep(40_000);
      return patch(...call);
    };

    await scene.apply();

    expect(verbs(scene)).toEqual(["patch", "resync"]);
    expect(scene.warehouse.reads.filter((verb) => verb === "readTable")).toHaveLength(3);
  });
});
