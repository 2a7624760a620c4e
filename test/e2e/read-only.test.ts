import { describe, expect, it } from "vitest";
import type { Intercept } from "../../src/sandbox/start.js";
import { declaring, liveOrders, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";

const PROBES = /\/(incremental_fields|check_cdc_prerequisites_for_source)\/?$/;

const brokenWrites: Intercept = ({ method, path }) =>
  method === "GET" || PROBES.test(path) ? undefined : { kind: "status", status: 500, when: "before" };

const numbered = (n: number) => `0199feed-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

describe("plan", () => {
  it("does not notice that every write is answered with 500, because it makes none", async () => {
    const workspace = await aWorkspace(shop([orders()]), { intercept: brokenWrites });
    workspace.declare(
      declaring(
        { sync_type: "cdc", primary_key_columns: ["tenant_id", "id"] },
        { cdc: { management_mode: "posthog" } },
      ),
    );

    const { exit, plan } = await workspace.plan();

    expect(exit).toBe(3);
    expect(plan.items.map(({ effect }) => effect)).toEqual(["wipe"]);
    expect(workspace.writes()).toEqual([]);
    expect(workspace.sandbox.exchanges.every(({ method, path }) => method === "GET" || PROBES.test(path))).toBe(true);
  });

  it("reads one page of sources and each declared source once, and nothing for a table that does not change", async () => {
    const names = Array.from({ length: 40 }, (_, n) => `public.t${n}`);
    const workspace = await aWorkspace(
      shop(
        names.map((name, n) => orders({ id: numbered(n), name })),
        { jobs: [], live_source: { tables: names.map((name) => liveOrders({ name })) } },
      ),
    );
    workspace.declare({
      source: { source_type: "Postgres", prefix: "shop_" },
      defaults: { sync_frequency: "6hour" },
      tables: Object.fromEntries(names.map((name, n) => [name, n === 0 ? { sync_frequency: "1hour" } : {}])),
    });

    const { plan } = await workspace.plan();

    expect(plan.tables).toMatchObject({ declared: 40, read: 40, unchanged: 39 });
    expect(workspace.sandbox.exchanges.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  it("asks the source only about the table whose type changes", async () => {
    const workspace = await aWorkspace(
      shop([orders(), orders({ id: numbered(1), name: "public.other" })], {
        live_source: { tables: [liveOrders(), liveOrders({ name: "public.other" })] },
      }),
    );
    workspace.declare({
      source: { source_type: "Postgres", prefix: "shop_" },
      tables: { "public.orders": { sync_type: "full_refresh" }, "public.other": { sync_frequency: "1hour" } },
    });

    await workspace.plan();

    const probes = workspace.sandbox.exchanges.filter(({ method }) => method === "POST");
    expect(probes.map(({ path }) => path.split("/").at(-2))).toEqual(["incremental_fields"]);
    expect(workspace.sandbox.exchanges).toHaveLength(3);
  });
});
