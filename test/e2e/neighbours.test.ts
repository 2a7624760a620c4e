import { describe, expect, it } from "vitest";
import type { Intercept } from "../../src/sandbox/start.js";
import { liveOrders, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";

const numbered = (n: number) => `0199feed-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** Several tables of one source that all make the same change. */
const shopOf = (names: readonly string[]) =>
  shop(
    names.map((name, n) => orders({ id: numbered(n), name })),
    { jobs: [], live_source: { tables: names.map((name) => liveOrders({ name })) } },
  );

const declaringAll = (names: readonly string[], table: object, members: object = {}) => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: Object.fromEntries(names.map((name) => [name, table])),
  ...members,
});

async function applied(names: readonly string[], declared: object, members: object, intercept?: Intercept) {
  const workspace = await aWorkspace(shopOf(names), intercept === undefined ? {} : { intercept });
  workspace.declare(declaringAll(names, declared, members));
  await workspace.warehog("plan", "--write-consent", "--out", "plan.json");
  const { plan } = await workspace.plan();
  const before = workspace.sandbox.exchanges.length;
  const ran = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);
  return { workspace, ran, exchanges: workspace.sandbox.exchanges.slice(before) };
}

describe("tables of one source", () => {
  it("enable CDC once, and the slot that this takes does not stop the next table", async () => {
    let enabled = false;
    const intercept: Intercept = ({ path }) => {
      if (path.includes("enable_cdc")) enabled = true;
      const checked = enabled && path.includes("check_cdc_prerequisites_for_source");
      const body = { valid: false, errors: ["no free replication slot"] };
      return checked ? { kind: "status", status: 200, body, when: "before" } : undefined;
    };

    const { ran, workspace } = await applied(
      ["public.a", "public.b"],
      { sync_type: "cdc" },
      { cdc: { management_mode: "posthog" } },
      intercept,
    );

    expect(ran.exit, ran.stderr + ran.stdout).toBe(0);
    expect(workspace.writes().filter((write) => write === "enable_cdc")).toHaveLength(1);
  });

  it("are asked about once when the apply begins and once each when their turn comes", async () => {
    const names = ["public.a", "public.b", "public.c", "public.d", "public.e"];

    const { ran, exchanges } = await applied(names, { sync_type: "webhook" }, {});

    expect(ran.exit, ran.stderr + ran.stdout).toBe(0);
    const probes = exchanges.filter(({ path }) => path.includes("incremental_fields"));
    // Waiting for the run before makes an item be judged once more.
    expect(probes.length).toBeLessThanOrEqual(names.length * 3);
  });
});
