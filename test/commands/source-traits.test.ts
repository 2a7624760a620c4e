import { describe, expect, it } from "vitest";
import { declaring, neverSynced, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

type Members = Readonly<Record<string, unknown>>;

const FILTERED = { row_filters: [{ column: "status", operator: "=", value: "open" }] };
const FILTERING = { capabilities: { supports_row_filters: true } };
const WITHOUT_FILTERS = {
  capabilities: { supports_row_filters: false, supported_api_versions: ["2026-02-25"] },
};
const SECOND = "0199c0de-0000-7000-8000-000000000012";

/** Reads of a table alone. */
const asked = ({ sandbox }: Workspace): number =>
  sandbox.exchanges.filter(({ method, path }) => method === "GET" && path.includes("external_data_schemas/")).length;

async function aShop(declared: Members, source: Members = WITHOUT_FILTERS): Promise<Workspace> {
  const workspace = await aWorkspace(shop([orders({ sync_type: "full_refresh", incremental_field: null })], source));
  workspace.declare(declaring(declared));
  return workspace;
}

describe("what a source takes, which PostHog tells only beside one of its tables", () => {
  it.each([
    {
      field: "row filters",
      declared: FILTERED,
      code: "filter-invalid",
      hint: "remove row_filters from this table, or write row_filters: null where defaults or a rule set them",
    },
    {
      field: "another version of its API",
      declared: { api_version: "2020-01-01" },
      code: "api-version-unsupported",
      hint: "choose one of 2026-02-25",
    },
  ])("stops $field in the plan, and not in the middle of an apply", async ({ declared, code, hint }) => {
    const workspace = await aShop(declared);

    const { plan } = await workspace.plan("--out", "plan.json");
    const applied = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(plan.items.map(({ problems }) => problems.map((problem) => [problem.code, problem.hint]))).toEqual([
      [[code, hint]],
    ]);
    expect(applied.exit).toBe(3);
    expect(workspace.writes()).toEqual([]);
  });

  it("is asked once for a plan, and not where nothing depends on it", async () => {
    const second = { id: SECOND, name: "public.items" };
    const workspace = await aWorkspace(shop([orders(), orders(second)], FILTERING));
    workspace.declare(declaring(FILTERED, { tables: { "public.orders": FILTERED, "public.items": FILTERED } }));
    await workspace.plan();
    const forFilters = asked(workspace);
    workspace.declare(declaring({ sync_frequency: "1hour" }));
    await workspace.plan();

    expect([forFilters, asked(workspace)]).toEqual([1, 1]);
  });

  it("keeps an apply from its first write while nobody knows it", async () => {
    const workspace = await aWorkspace(shop([neverSynced({ sync_type: "full_refresh" })], FILTERING), {
      intercept: ({ method, path }) =>
        method === "GET" && path.includes("external_data_schemas/")
          ? { kind: "status", status: 404, when: "before" }
          : undefined,
    });
    workspace.declare(declaring(FILTERED));

    const { plan } = await workspace.plan("--out", "plan.json");
    const applied = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(plan.items[0]?.notes.map(({ code }) => code)).toEqual(["not-checked-against-source"]);
    expect(applied.stderr).toContain("(not-checked-against-source)");
    expect(workspace.writes()).toEqual([]);
  });
});
