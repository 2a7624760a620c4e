import { describe, expect, it } from "vitest";
import { orders, shop } from "../support/shop.js";
import { KEY } from "../support/workspace.js";
import { CURSOR, DAILY, planScene, source } from "./plan-scene.js";

const SQL = "select count() from postgres.shop.orders";
const id = (n: number): string => `0199feed-0000-7000-8000-${String(n).padStart(12, "0")}`;

const saved = (...scopes: readonly string[]) =>
  shop(
    [orders()],
    {},
    {
      extensions: {
        saved_queries: [
          { id: id(1), name: "orders_daily", query: SQL },
          { id: id(2), name: "churn", query: "select 1" },
        ],
      },
      api_keys: [{ value: KEY, scopes: ["external_data_source:read", ...scopes] }],
    },
  );

describe("a plan on a pull request", () => {
  it("names the saved queries that read what it would wipe, in the comment and in the summary", async () => {
    const scene = await planScene(saved("warehouse_view:read"));
    const pull = scene.open("cursor", source(CURSOR));

    const planned = await scene.plan(pull);

    const shown = scene.gh.commentsOn(pull)[0]?.body ?? "";
    expect(shown).toContain("orders_daily");
    expect(shown).not.toContain("churn");
    expect(planned.summary).toContain("orders_daily");
  });

  it("stands without them where its key may not look, and says so in its log", async () => {
    const scene = await planScene(saved());
    const pull = scene.open("cursor", source(CURSOR));

    const planned = await scene.plan(pull);

    expect(planned.failure).toBeUndefined();
    expect(planned.log).toContain("who reads what would change is not known");
    expect(scene.gh.commentsOn(pull)[0]?.body).not.toContain("orders_daily");
  });

  it("asks for none where nobody who reads would notice", async () => {
    const scene = await planScene(saved("warehouse_view:read"));
    const pull = scene.open("daily", source(DAILY));

    await scene.plan(pull);

    expect(scene.sandbox.exchanges.filter(({ path }) => path.includes("saved_queries"))).toEqual([]);
    expect(scene.gh.commentsOn(pull)[0]?.body).not.toContain("orders_daily");
  });
});
