import { describe, expect, it } from "vitest";
import { anId, oneSchema } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const SQL = "select count() from postgres.shop.orders";
const VIEWS = [
  { id: anId(1), name: "orders_daily", query: SQL, created_at: "2026-03-01T00:00:00Z" },
  { id: anId(2), name: "churn", query: "select 1", created_at: "2026-04-01T00:00:00Z" },
  { id: anId(3), name: "elsewhere", query: "select 1", project_id: 2 },
];

const start = (saved_queries: unknown = VIEWS) =>
  aSandbox(
    oneSchema(
      {},
      {},
      {
        projects: [{ id: 1 }, { id: 2 }],
        extensions: { saved_queries },
        api_keys: [
          { value: "phx_full", scopes: ["*"] },
          { value: "phx_view", scopes: ["warehouse_view:read"] },
          { value: "phx_source", scopes: ["external_data_source:write"] },
        ],
      },
    ),
  );

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly { readonly name: string }[];
}

describe("saved queries", () => {
  it("are listed newest first, without their SQL", async () => {
    const { call } = await start();
    const { body } = await call<Page>("GET", "warehouse_saved_queries/", { key: "phx_view" });

    expect(body).toMatchObject({ count: 2, next: null, previous: null });
    expect(body.results.map(({ name }) => name)).toEqual(["churn", "orders_daily"]);
    expect(JSON.stringify(body)).not.toContain("select");
  });

  it("show their SQL when they are retrieved", async () => {
    const { call } = await start();
    expect(await call("GET", `warehouse_saved_queries/${anId(1)}/`, { key: "phx_view" })).toMatchObject({
      status: 200,
      body: { id: anId(1), name: "orders_daily", query: { kind: "HogQLQuery", query: SQL } },
    });
    expect((await call("GET", `warehouse_saved_queries/${anId(3)}/`)).status).toBe(404);
  });

  it("are found by their name, and by their project", async () => {
    const { call } = await start();
    expect((await call<Page>("GET", "warehouse_saved_queries/?search=ORDERS")).body.count).toBe(1);
    expect((await call<Page>("GET", "/api/projects/2/warehouse_saved_queries/")).body.results).toMatchObject([
      { name: "elsewhere" },
    ]);
  });

  it("come a thousand to a page, which has a number", async () => {
    const { call, sandbox } = await start(
      Array.from({ length: 2001 }, (_, n) => ({ id: anId(n), name: `view_${n}`, query: "select 1" })),
    );
    const page = async (query: string) => (await call<Page>("GET", `warehouse_saved_queries/${query}`)).body;
    const base = `${sandbox.url}/api/projects/1/warehouse_saved_queries/`;

    const [first, second, last] = [await page(""), await page("?page=2"), await page("?page=last")];

    expect([first, second, last].map(({ results }) => results.length)).toEqual([1000, 1000, 1]);
    expect([first, second, last].map(({ next, previous }) => [next, previous])).toEqual([
      [`${base}?page=2`, null],
      [`${base}?page=3`, base],
      [null, `${base}?page=2`],
    ]);
    expect(last.count).toBe(2001);
  });

  it.each(["0", "2", "x", "-1"])("have no page %s", async (page) => {
    const { call } = await start();
    expect(await call("GET", `warehouse_saved_queries/?page=${page}`)).toMatchObject({
      status: 404,
      body: { type: "invalid_request", code: "not_found", detail: "Invalid page." },
    });
  });

  it.each([[null], ["no list"], [[1, null]]])("are none where a document keeps %j", async (kept) => {
    const { call } = await start(kept);
    expect((await call<Page>("GET", "warehouse_saved_queries/")).body).toMatchObject({ count: 0, results: [] });
  });

  it("want a scope of their own", async () => {
    const { call } = await start();
    expect(await call("GET", "warehouse_saved_queries/", { key: "phx_source" })).toMatchObject({
      status: 403,
      body: { detail: "API key missing required scope 'warehouse_view:read'" },
    });
  });
});
