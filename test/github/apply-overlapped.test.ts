import { describe, expect, it } from "vitest";
import { orders, shop } from "../support/shop.js";
import { KEY } from "../support/workspace.js";
import { applyScene, FAST } from "./apply-scene.js";
import { relay } from "./relay.js";

const FULL = { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null };
const APPEND = { sync_type: "append", incremental_field: "updated_at", incremental_field_type: "timestamp" };

describe("an apply whose change a run overlaps", () => {
  it.each([true, false])(
    "leaves the table off at the next runs as well, whether it was on before: %s",
    async (should_sync) => {
      const front = relay();
      const scene = await applyScene({
        declared: { sync_type: "full_refresh", should_sync },
        document: shop([orders({ ...FULL, should_sync })], {}, FAST),
        policy: { may_invalidate: "keep" },
        host: (url) => front.to(url),
      });
      await scene.bring("append", { ...APPEND, should_sync: true });
      front.hold("PATCH", async () => {
        const reload = `${scene.sandbox.url}/api/projects/1/external_data_schemas/${String(scene.table()["id"])}/reload/`;
        await fetch(reload, { method: "POST", headers: { authorization: `Bearer ${KEY}` } });
        await scene.clock.sleep(5000);
      });

      const ran = await scene.apply();

      expect(ran.outputs.reason, ran.log).toBe("run-overlapped");
      expect(ran.summary).toContain("warehog resync --target production shop/public.orders");
      expect(scene.table()).toMatchObject({ sync_type: "append", should_sync: false });
      const done = scene.writes();
      const next = await scene.apply({ event: "schedule" });
      expect(next.outputs.reason, next.log).toBe("merged-not-applied");
      expect(scene.writes()).toEqual(done);
      expect(scene.table()).toMatchObject({ should_sync: false });
    },
  );
});
