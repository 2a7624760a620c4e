import { describe, expect, it } from "vitest";
import { liveOrders, orders, shop } from "../support/shop.js";
import { applyScene } from "./apply-scene.js";
import type { ApplyScene, Members } from "./apply-scene.js";

const NOW: Members = { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "timestamp" };
const HOURLY: Members = { ...NOW, sync_frequency: "1hour" };

const events = orders({ id: "0199c0de-0000-7000-8000-000000000003", name: "public.events" });
const TWO_TABLES = shop([orders(), events], {
  live_source: { tables: [liveOrders(), liveOrders({ name: "public.events" })] },
});

// Copies: YAML would write the second of two that are one as an alias of the first.
const twoTables = (tables: Members): Members => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, { ...(table as Members) }])),
});

const resultOn = ({ gh }: ApplyScene, pull: number): string =>
  gh.commentsOn(pull).find(({ body }) => body.startsWith("<!-- warehog:result:"))?.body ?? "";

describe("the result of an apply run", () => {
  it("is told to each pull request as far as it is its business", async () => {
    const scene = await applyScene({
      declared: { "public.orders": NOW, "public.events": NOW },
      file: twoTables,
      document: TWO_TABLES,
    });
    await scene.apply();
    const refused = await scene.propose("orders", { "public.orders": HOURLY, "public.events": NOW });
    const good = await scene.propose("events", { "public.orders": NOW, "public.events": HOURLY });
    scene.approve(good);
    scene.merge(refused);
    scene.merge(good);

    const ran = await scene.apply();

    expect(ran.outputs).toMatchObject({ applied: "1", refused: "1", reason: "not-approved", destructive: "false" });
    expect(resultOn(scene, good)).toContain("public.events");
    expect(resultOn(scene, good)).toContain("1 applied → converged");
    expect(resultOn(scene, good)).not.toContain("public.orders");
    expect(resultOn(scene, refused)).toContain("public.orders");
    expect(resultOn(scene, refused)).toContain("nothing was written");
    expect(resultOn(scene, refused)).not.toContain("public.events");
    expect(ran.summary).toContain("public.orders");
    expect(ran.summary).toContain("public.events");
  });
});
