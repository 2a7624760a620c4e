import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.js";
import type { Intercept } from "../../src/sandbox/start.js";
import { declaring, liveOrders, orders, shop } from "../support/shop.js";
import { aWorkspace, KEY, projectYaml } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

const CURSOR = { incremental_field: "id", incremental_field_type: "integer" };
const TABLE = /external_data_schemas\/[0-9a-f-]+\/?$/;

const planFile = ({ folder }: Workspace): Plan => JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));

async function planned(declared: object = { sync_frequency: "1hour" }, options: Parameters<typeof aWorkspace>[1] = {}) {
  const workspace = await aWorkspace(shop([orders()]), options);
  workspace.declare(declaring({ ...declared }));
  await workspace.warehog("plan", "--write-consent", "--out", "plan.json");
  return { workspace, plan: planFile(workspace) };
}

describe("nothing is written", () => {
  it("without an approval", async () => {
    const { workspace } = await planned();

    expect((await workspace.warehog("apply", "plan.json")).exit).toBe(3);
    expect(workspace.writes()).toEqual([]);
  });

  it("under the digest of another plan", async () => {
    const { workspace } = await planned();

    expect((await workspace.warehog("apply", "plan.json", "--approve", "0".repeat(64))).exit).toBe(3);
    expect(workspace.writes()).toEqual([]);
  });

  it("when the declaration has changed since the approval", async () => {
    const { workspace, plan } = await planned();
    workspace.declare(declaring({ sync_frequency: "12hour" }));

    const { exit, stdout, stderr } = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(exit).toBe(3);
    expect(stdout + stderr).toContain("plan-changed");
    expect(workspace.writes()).toEqual([]);
  });

  it("when the consent was taken back since the approval", async () => {
    const { workspace, plan } = await planned(CURSOR);
    workspace.declare(declaring(CURSOR));

    expect((await workspace.warehog("apply", "plan.json", "--approve", plan.digest)).exit).toBe(3);
    expect(workspace.writes()).toEqual([]);
  });

  it("when somebody moved the table since the approval", async () => {
    const { workspace, plan } = await planned();
    await fetch(`${workspace.sandbox.url}/api/projects/1/external_data_schemas/${plan.items[0]?.schema_id}/`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ sync_frequency: "12hour" }),
    });

    const { exit, stdout, stderr } = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(exit).toBe(3);
    expect(stdout + stderr).toContain("plan-changed");
    expect(workspace.writes()).toEqual(["PATCH"]); // theirs
  });

  it("when the table cannot be read again", async () => {
    let reads = 0;
    const intercept: Intercept = ({ method, path }) =>
      method === "GET" && TABLE.test(path) && ++reads > 0 ? { kind: "status", status: 500, when: "before" } : undefined;
    const { workspace, plan } = await planned({ sync_frequency: "1hour" }, { intercept });

    const { exit } = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(reads).toBeGreaterThan(1); // reads are tried again
    expect(exit).not.toBe(0);
    expect(workspace.writes()).toEqual([]);
  });

  it("when the policy allows less than it did at the approval", async () => {
    const { workspace, plan } = await planned(CURSOR);
    writeFileSync(
      join(workspace.folder, "warehog.yaml"),
      projectYaml(workspace.sandbox.url, { destructive: { max_tables: 0 } }),
    );

    const { exit, stderr } = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(exit).toBe(3);
    expect(stderr).toContain("threshold");
    expect(workspace.writes()).toEqual([]);
  });

  it("to a table that nobody declared, whatever else is applied", async () => {
    const other = orders({ id: "0199feed-0000-7000-8000-000000000001", name: "public.other" });
    const workspace = await aWorkspace(
      shop([orders(), other], { live_source: { tables: [liveOrders(), liveOrders({ name: "public.other" })] } }),
    );
    workspace.declare(declaring({ sync_frequency: "1hour" }));
    const { plan } = await workspace.plan();

    expect((await workspace.warehog("apply", "--approve", plan.digest)).exit).toBe(0);
    const touched = workspace.sandbox.exchanges.filter(({ method }) => method === "PATCH").map(({ path }) => path);
    expect(touched).toHaveLength(1);
    expect(touched[0]).not.toContain(String(other["id"]));
  });

  it("by a plan whose declared table has become protected", async () => {
    const { workspace, plan } = await planned(CURSOR);
    const file = join(workspace.folder, "warehouse/shop.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("    incremental_field:", "    protect: true\n    incremental_field:"),
    );

    expect((await workspace.warehog("apply", "plan.json", "--approve", plan.digest)).exit).toBe(3);
    expect(workspace.writes()).toEqual([]);
  });
});
