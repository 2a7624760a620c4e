import { describe, expect, it } from "vitest";
import { actionScene } from "../support/github/action-scene.js";
import { declaring, orders, shop } from "../support/shop.js";

const FAST = { server: { auto_progress: true, extensions: { runs: { start_seconds: 1, base_seconds: 0.1 } } } };
const NOW = { sync_frequency: "6hour", incremental_field: "updated_at", incremental_field_type: "timestamp" };
const CURSOR = { ...NOW, incremental_field: "id", incremental_field_type: "integer" };

const consentIn = (comment: string): string => /consent: \[.*?\]/.exec(comment)?.[0] ?? "";

describe("a change of a cursor, from the branch to the warehouse", () => {
  it("is planned, consented, approved, merged, applied and watched", async () => {
    const scene = await actionScene(shop([orders()], {}, FAST), { source: declaring(NOW) });
    const pull = scene.open("cursor", "ada", scene.declaring(declaring(CURSOR)));

    const planned = await scene.plan(pull);
    expect(planned.code, planned.log).toBe(0);
    expect(planned.outputs).toMatchObject({ "has-changes": "true", destructive: "true" });
    const [comment] = scene.gh.commentsOn(pull.number);
    expect(comment?.body).toContain("consent missing");

    const red = await scene.gate(pull);
    expect(red.code, red.log).toBe(1);
    expect(red.outputs["reason"]).toBe("consent-missing");

    const [, id = "", strategy = ""] =
      /id: "?([0-9a-f]{8})"?, strategy: (\w+)/.exec(consentIn(comment?.body ?? "")) ?? [];
    const consent = [{ id, strategy, reason: "agreed with analytics" }];
    scene.push(pull, "ada", scene.declaring(declaring({ ...CURSOR, consent })));
    const again = await scene.plan(pull);
    expect(again.code, again.log).toBe(0);
    scene.approve(pull, "ben");
    const green = await scene.gate(pull);
    expect(green.code, green.log).toBe(0);

    scene.merge(pull, "ada");
    const applied = await scene.apply();
    expect(applied.code, applied.log).toBe(0);
    expect(applied.outputs).toMatchObject({ applied: "1", refused: "0", reason: "" });
    expect(scene.writes()).toEqual(["PATCH", "resync"]);

    const quiet = await scene.drift();
    expect(quiet.code, quiet.log).toBe(0);
    expect(quiet.outputs["has-changes"]).toBe("false");
  });
});
