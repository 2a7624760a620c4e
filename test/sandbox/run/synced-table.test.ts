import { describe, expect, it } from "vitest";
import { aDocument, anId, aSchema, aSource } from "../support/documents.js";
import { LIVE, moving, start, post, schemaOf, jobsOf } from "../support/moving-world.js";

describe("the names of a table that did not exist", () => {
  it.each([
    {
      source_type: "Postgres",
      prefix: "prod_",
      name: "public.users",
      table: "prod_postgres_users",
      hogql: "postgres.prod.users",
    },
    {
      source_type: "Postgres",
      prefix: null,
      name: "sales.Orders",
      table: "postgres_sales_orders",
      hogql: "postgres.sales_orders",
    },
    { source_type: "MySQL", prefix: "erp_", name: "erp.stock", table: "erp_mysql_stock", hogql: "mysql.erp.stock" },
    { source_type: "Stripe", prefix: "", name: "Charge", table: "stripe_charge", hogql: "stripe.charge" },
  ])("of $name are $table and $hogql", async ({ source_type, prefix, name, table, hogql }) => {
    const source = {
      source_type,
      prefix,
      job_inputs: source_type === "MySQL" ? { schema: "erp" } : {},
      live_source: { tables: [{ ...LIVE, name }] },
    };
    const world = await start(moving({ name }, source));
    await post(world, "reload");
    world.clock.advance(60);

    expect(schemaOf(world).table).toMatchObject({ name: table, hogql_name: hogql });
  });
});

describe("ids that the sandbox makes", () => {
  it("are never those of the document", async () => {
    const world = await start(moving());
    await post(world, "reload");
    world.clock.advance(60);
    const { effects: _, ...document } = world.state();

    world.sandbox.reset(document);
    await post(world, "reload");
    world.clock.advance(60);

    const ids = jobsOf(world).flatMap((job) => [job.id, job.workflow_run_id]);
    expect(new Set([...ids, schemaOf(world).table!.id]).size).toBe(5);
  });
});

describe("two tables", () => {
  it("move each by itself", async () => {
    const second = aSchema({ id: anId(1), name: "public.users" });
    const tables = [LIVE, { ...LIVE, name: "public.users", row_count: 3 }];
    const world = await start(
      aDocument([aSource([aSchema(), second], { live_source: { tables } })], { server: { auto_progress: true } }),
    );
    await world.call("POST", `external_data_schemas/${anId(1)}/reload/`);
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ schema_id: anId(1), rows_synced: 3 }]);
  });
});
