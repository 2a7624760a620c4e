import { describe, expect, it } from "vitest";
import { planOfText } from "./plan-text.js";
import { declaring, liveOrders, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";
import { diagnosed } from "./follow.js";

const many = (status: string) =>
  Array.from({ length: 40 }, (_, index) =>
    orders({
      id: `0199c0de-0000-7000-8000-00000000${String(1000 + index)}`,
      name: `public.t${index}`,
      status,
      latest_error: status === "Failed" ? "Something odd" : null,
    }),
  );

describe("diagnose", () => {
  it("makes two calls for a source that is well, and one more for all its failed tables together", async () => {
    const well = await aWorkspace(shop(many("Completed"), { live_source: { tables: [liveOrders()] } }));
    well.declare(declaring({ sync_frequency: "6hour" }));
    await diagnosed(well);
    expect(well.sandbox.exchanges.map(({ method }) => method)).toEqual(["GET", "GET"]);

    const ill = await aWorkspace(shop(many("Failed"), { live_source: { tables: [liveOrders()] } }));
    ill.declare(declaring({ sync_frequency: "6hour" }));
    const { exit, findings } = await diagnosed(ill);
    expect([exit, findings.length]).toEqual([2, 40]);
    expect(findings.every(({ managed }) => !managed)).toBe(true);
    expect(ill.sandbox.exchanges.map(({ path }) => path.split("/").at(-2))).toEqual([
      "external_data_sources",
      "0199c0de-0000-7000-8000-000000000001",
      "jobs",
    ]);
  });

  it.each([
    ["nosuch", "the sources are shop"],
    ["shp/public.orders", 'did you mean "shop"?'],
    ["public.orders", 'did you mean "shop/public.orders"?'],
    ["shop/public.ordrs", 'did you mean "public.orders"?'],
  ])("answers the slip %s with what may have been meant", async (address, hint) => {
    const workspace = await aWorkspace(shop([orders()]));
    workspace.declare(declaring({ sync_frequency: "6hour" }));
    const { exit, stderr } = await workspace.warehog("diagnose", address);

    expect(exit).toBe(64);
    expect(stderr).toContain(hint);
  });

  it("lets no name and no error of a database move the cursor", async () => {
    const workspace = await aWorkspace(
      shop([orders({ status: "Failed", name: "bad\u001b[2J\u202ename", latest_error: "odd\u001b]0;x\u0007" })]),
    );
    workspace.declare(declaring({ sync_frequency: "6hour" }));
    const { stdout } = await workspace.warehog("diagnose");

    expect(stdout).toContain(String.raw`bad\u001b[2J\u202ename`);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("a plan", () => {
  it("says beside an item why its table fails, in each format, and asks for the same approval", async () => {
    const failing = orders({ status: "Failed", latest_error: "password authentication failed for user x" });
    const workspace = await aWorkspace(shop([failing]));
    workspace.declare(declaring({ sync_frequency: "1hour" }));
    const well = await aWorkspace(shop([orders()]));
    well.declare(declaring({ sync_frequency: "1hour" }));

    const { plan } = await workspace.plan();
    expect(plan.items[0]?.notes.map(({ code }) => code)).toEqual(["source-credentials"]);
    for (const format of ["text", "markdown", "json"])
      expect(await planOfText(workspace, format)).toContain("warehog diagnose shop/public.orders");
    expect((await well.plan()).plan.items[0]?.notes).toEqual([]);
    expect(plan.items[0]?.steps).toEqual((await well.plan()).plan.items[0]?.steps);
  });

  it("repeats no password of the source, whatever characters it has, and neither does an apply", async () => {
    const latest_error = "postgres://posthog:s3cr@t/w#rd@db.example:5432/shop is refused";
    const off = await aWorkspace(shop([orders({ status: "Failed", should_sync: false, latest_error })]));
    off.declare(declaring({ sync_frequency: "1hour", should_sync: true }));
    const on = await aWorkspace(shop([orders({ status: "Failed", latest_error })]));
    on.declare(declaring({ sync_frequency: "1hour" }));

    const { plan } = await off.plan();
    const { plan: safe } = await on.plan("--out", "plan.json");
    const applied = await on.warehog("apply", "plan.json", "--approve", safe.digest, "--json");

    expect(JSON.stringify(plan)).toContain("failed-and-disabled");
    expect(applied.stdout).toContain("://***@db.example");
    for (const said of [JSON.stringify(plan), applied.stdout, applied.stderr])
      for (const part of ["s3cr", "w#rd"]) expect(said).not.toContain(part);
  });
});
