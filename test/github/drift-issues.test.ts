import { describe, expect, it } from "vitest";
import { applyScene } from "./apply-scene.js";
import type { ApplyScene, Members } from "./apply-scene.js";

const NOW: Members = {
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  sync_frequency: "6hour",
  should_sync: true,
};

const issues = ({ gh }: ApplyScene) => gh.threads.filter(({ pull }) => pull === null);
const states = (scene: ApplyScene) => issues(scene).map(({ state }) => state);

/** Somebody has changed a table by hand, and an issue says so. */
async function drifted(): Promise<ApplyScene> {
  const scene = await applyScene({ declared: NOW });
  const ran = await scene.apply();
  expect(ran.failure, ran.log).toBeUndefined();
  await scene.patch({ sync_frequency: "24hour" });
  await scene.drift();
  expect(states(scene)).toEqual(["open"]);
  return scene;
}

describe("the issue about drift", () => {
  it("is opened anew where it was deleted", async () => {
    const scene = await drifted();
    scene.gh.deleteThread(issues(scene)[0]?.number ?? 0);

    await scene.drift();

    expect(states(scene)).toEqual(["open"]);
  });

  it("that Warehog closed is another once the same drift is back, and both are closed at its end", async () => {
    const scene = await drifted();
    await scene.patch({ sync_frequency: "6hour" });
    await scene.drift();
    expect(states(scene)).toEqual(["closed"]);

    await scene.patch({ sync_frequency: "24hour" });
    await scene.drift();
    expect(states(scene)).toEqual(["closed", "open"]);

    scene.gh.reopenThread(issues(scene)[0]?.number ?? 0);
    await scene.patch({ sync_frequency: "1hour" });
    await scene.drift();
    expect(states(scene)).toEqual(["open", "open"]);
    expect(issues(scene).map(({ body }) => body.includes("1hour"))).toEqual([false, true]);

    await scene.patch({ sync_frequency: "6hour" });
    await scene.drift();
    expect(states(scene)).toEqual(["closed", "closed"]);
  });
});
