import { describe, expect, it } from "vitest";
import { applyScene } from "./apply-scene.js";
import type { Ran } from "./apply-scene.js";
import { relay } from "./relay.js";

const NOW = { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "timestamp" };
const CURSOR = { ...NOW, incremental_field: "id", incremental_field_type: "integer" };

/** Requests of one whole apply between which another one can come: to GitHub before, between and after its own writes. */
const PLACES = [
  ...[0, 8, 10, 12, 30].map((place) => ({ server: "GitHub" as const, place })),
  ...[0, 8].map((place) => ({ server: "PostHog" as const, place })),
];

describe("two apply runs at once, without a lock", () => {
  it.each(PLACES)("do no step twice when the second runs while the first waits for $server ($place)", async (held) => {
    const front = relay();
    const scene = await applyScene({
      declared: NOW,
      ...(held.server === "GitHub" ? { api: (url) => front.to(url) } : { host: (url) => front.to(url) }),
    });
    await scene.bring("cursor", CURSOR);
    const second: Ran[] = [];
    front.hold(held.place, async () => void second.push(await scene.apply({ event: "schedule" })));

    const first = await scene.apply();

    expect(front.passed()).toBeGreaterThan(held.place);
    const codes = [first, ...second].map(({ failure }) => failure?.code);
    expect(codes).toHaveLength(2);
    expect(codes).toContain(undefined);
    expect([undefined, "apply-under-way"]).toEqual(expect.arrayContaining(codes));
    expect(scene.writes()).toEqual(["PATCH", "resync"]);
    const after = await scene.apply({ event: "schedule" });
    expect(after.failure, after.log).toBeUndefined();
    expect(scene.outcome()).toMatchObject({ completed: scene.repo.tip("main"), standing: [], owed: [] });
    expect(scene.writes()).toEqual(["PATCH", "resync"]);
  });
});
