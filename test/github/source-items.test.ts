import { describe, expect, it } from "vitest";
import { applyScene, oneTable } from "./apply-scene.js";
import type { ApplyScene, Members } from "./apply-scene.js";

const TABLE = { sync_frequency: "6hour" };
const withCdc = (table: Members): Members => ({
  ...oneTable(table),
  cdc: { enabled: true, management_mode: "posthog" },
});

const asking = (): Promise<ApplyScene> => applyScene({ declared: TABLE });
const proposed = (scene: ApplyScene): Promise<number> => scene.proposeFiles("cdc", scene.declaring(withCdc(TABLE)));

describe("what a pull request asks of a source beside its tables", () => {
  it("is shown, approved, carried out once, and leaves nothing behind", async () => {
    const scene = await asking();
    const pull = await proposed(scene);
    expect(scene.gh.commentsOn(pull)[0]?.body).toContain("cdc: off → posthog");
    scene.approve(pull);
    scene.merge(pull);

    const { failure, log } = await scene.apply();

    expect(failure, log).toBeUndefined();
    expect(scene.writes()).toEqual(["enable_cdc"]);
    expect(scene.outcome()).toMatchObject({ completed: scene.repo.tip("main"), standing: [], owed: [] });
    await scene.apply({ event: "schedule" });
    expect(scene.writes()).toEqual(["enable_cdc"]);
  });

  it("is not carried out without approval", async () => {
    const scene = await asking();
    scene.merge(await proposed(scene));

    await scene.apply();

    expect(scene.writes()).toEqual([]);
    expect(scene.outcome().refused).toMatchObject([{ address: "production/shop" }]);
  });

  it("is finished by the next run where this one is killed after its write", async () => {
    const scene = await asking();
    const pull = await proposed(scene);
    scene.approve(pull);
    scene.merge(pull);
    await scene.applyKilledAt(0, "when the server has done it");

    const { failure, log } = await scene.apply({ event: "schedule" });

    expect(failure, log).toBeUndefined();
    expect(scene.writes()).toEqual(["enable_cdc"]);
    expect(scene.outcome()).toMatchObject({ completed: scene.repo.tip("main"), owed: [] });
  });
});
