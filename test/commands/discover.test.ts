import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Intercept } from "../../src/sandbox/start.js";
import { declaring, liveOrders, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

const SETTINGS = { sync_type: "incremental", sync_frequency: "6hour" };

/** `orders` of before the source had several schemas; the source lists `public.orders` and a table that PostHog does not know. */
async function aShop(intercept?: Intercept, source: Readonly<Record<string, unknown>> = {}): Promise<Workspace> {
  const listed = { tables: [liveOrders(), liveOrders({ name: "public.users" })] };
  const lost = orders({ id: "0199c0de-0000-7000-8000-000000000009", name: "public.gone" });
  const workspace = await aWorkspace(
    shop([orders({ name: "orders" }), lost], { live_source: listed, ...source }),
    intercept === undefined ? {} : { intercept },
  );
  workspace.declare(declaring(SETTINGS, { tables: { orders: SETTINGS, "public.gone": SETTINGS } }));
  return workspace;
}

const failing: Intercept = ({ path }) =>
  path.includes("refresh_schemas") ? { kind: "status", status: 500, when: "after", body: {} } : undefined;

describe("discover", () => {
  it("tells what appeared, was renamed and was switched off, and what to type next", async () => {
    const workspace = await aShop();

    const { exit, stdout, stderr } = await workspace.warehog("discover", "shop", "--yes", "--detailed-exitcode");

    expect(exit, stderr).toBe(2);
    expect(readFileSync("docs/sources.md", "utf8")).toContain(`\n$ warehog discover shop\n${stdout}`);
    expect(stderr).toContain("external_data_source:write");
    expect(workspace.writes()).toEqual(["refresh_schemas"]);
  });

  it("finds nothing the second time", async () => {
    const workspace = await aShop();
    await workspace.warehog("discover", "--yes");

    const { exit, stdout } = await workspace.warehog("discover", "--yes", "--detailed-exitcode", "--json");

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sources: [{ source: "shop", diff: { appeared: [], renamed: [] } }] });
  });

  it("only reads with --dry-run, and says what would become of new tables", async () => {
    const workspace = await aShop();

    const { exit, stdout, stderr } = await workspace.warehog("discover", "--dry-run", "--detailed-exitcode");

    expect(exit, stderr).toBe(0);
    expect(stdout).toBe("shop  2 tables, 2 of them syncing; new ones would be listed, switched off\n");
    expect(workspace.writes()).toEqual([]);
    expect(existsSync(join(workspace.folder, "warehog.ids"))).toBe(false);
  });

  it("hides no source behind one that fails, and tells what a failed call has changed", async () => {
    const workspace = await aShop(failing);
    workspace.declare({ source: { source_type: "Stripe", prefix: "" }, tables: { charges: SETTINGS } }, "a-gone.yaml");

    const { exit, stdout } = await workspace.warehog("discover", "--yes", "--json", "--detailed-exitcode");

    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      sources: [
        { source: "a-gone", failed: { code: "source-not-found" } },
        { source: "shop", failed: { code: "server-error" }, diff: { renamed: [{ name: "public.orders" }] } },
      ],
    });
  });

  it("tells what PostHog begins to sync by itself, before and after", async () => {
    const workspace = await aShop(undefined, { auto_sync_new_schemas: true });

    const { stdout, stderr } = await workspace.warehog("discover", "--yes");

    expect(stderr.replaceAll(/\s+/g, " ")).toContain("PostHog begins to sync new tables of shop by itself");
    expect(stdout).toContain("+ public.users  PostHog began to sync it by itself");
    expect(stdout).toContain("warehog pull --source shop");
  });

  it("keeps what is to be copied in one piece", async () => {
    const name = `public.${"a_very_long_name_".repeat(6)}`;
    const workspace = await aShop(undefined, { live_source: { tables: [liveOrders(), liveOrders({ name })] } });

    const { stdout } = await workspace.warehog("discover", "--yes");

    expect(stdout).toContain(`\n        ${name}: { sync_type: full_refresh }\n`);
  });

  it("sends nothing that nobody agreed to", async () => {
    const workspace = await aShop();

    const { exit, stderr } = await workspace.warehog("discover");

    expect(exit).toBe(3);
    expect(stderr).toContain("(confirmation-missing)");
    expect(stderr).toContain("warehog discover --yes");
    expect(workspace.writes()).toEqual([]);
  });
});

describe("warehog.ids", () => {
  it("lets a plan tell a rename from a loss, through a merge conflict, and not at all without it", async () => {
    const workspace = await aShop();
    await workspace.warehog("discover", "--yes");
    const ids = workspace.read("warehog.ids");
    const file = join(workspace.folder, "warehog.ids");

    const known = await workspace.plan();
    writeFileSync(file, `<<<<<<< ours\n${ids}=======\n${ids.replaceAll("orders", "items")}>>>>>>> theirs\n`);
    const conflict = await workspace.plan();
    rmSync(file);
    const without = await workspace.plan();

    const codes = [known, conflict, without].map(({ plan }) => plan.problems.map(({ code }) => code));
    expect(codes).toEqual([["renamed"], ["renamed"], ["not-discovered"]]);
    expect(known.plan.problems[0]?.hint).toContain('rename the key "orders" to "public.orders"');
    expect(existsSync(file)).toBe(false);
  });

  it("is written by apply when it was approved, not before, and by pull", async () => {
    const workspace = await aShop();
    workspace.declare(declaring(SETTINGS, { tables: { orders: { ...SETTINGS, sync_frequency: "1hour" } } }));
    const file = join(workspace.folder, "warehog.ids");
    const { plan } = await workspace.plan();

    await workspace.warehog("apply");
    expect(existsSync(file)).toBe(false);
    await workspace.warehog("apply", "--approve", plan.digest);
    expect(workspace.read("warehog.ids")).toContain('"orders"');
    rmSync(file);
    await workspace.warehog("pull", "--check");
    expect(existsSync(file)).toBe(false);
    await workspace.warehog("pull");
    expect(workspace.read("warehog.ids")).toContain('"public.gone"');
  });

  it("changes nothing of what a plan carries out, and apply shows what plan shows", async () => {
    const workspace = await aShop();
    await workspace.warehog("discover", "--yes");

    const { plan } = await workspace.plan();
    const shown = await workspace.warehog("apply");
    rmSync(join(workspace.folder, "warehog.ids"));
    const without = await workspace.plan();

    expect(shown.stdout).toContain("(renamed)");
    expect([without.plan.items, without.plan.digest]).toEqual([plan.items, plan.digest]);
  });
});
