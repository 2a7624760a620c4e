import { describe, expect, it } from "vitest";
import { declaring, orders, shop } from "../support/shop.js";
import { aWorkspace, KEY } from "../support/workspace.js";

const on2025 = (scopes: readonly string[]) =>
  shop(
    [orders()],
    {},
    { api_keys: [{ value: KEY, scopes }], server: { auto_progress: true, extensions: { generation: "2025" } } },
  );

describe("a server of 2025, where any save may clear the sync type", () => {
  it.each([
    ["a key from before there were scopes, which could save", []],
    ["a key that may only read", ["external_data_source:read"]],
    ["a key that could write elsewhere", ["external_data_source:write"]],
  ])("is planned with a refusal for %s, and nothing is written to it", async (_, scopes) => {
    const workspace = await aWorkspace(on2025(scopes));
    workspace.declare(declaring({ sync_frequency: "1hour" }));

    const { exit, plan } = await workspace.plan();
    const applied = await workspace.warehog("apply", "--approve", plan.digest);

    expect(exit).toBe(3);
    expect(plan.items[0]?.problems.map(({ code }) => code)).toEqual(["server-too-old"]);
    expect(applied.exit).toBe(3);
    expect(applied.stdout + applied.stderr).toContain("update PostHog to a version of April 2026 or later");
    expect(workspace.writes()).toEqual([]);
  });
});
