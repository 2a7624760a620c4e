import { describe, expect, it } from "vitest";
import { aDocument, anId, aSchema, aSource } from "../support/documents.js";
import { aSandbox, type Answer } from "../support/running-sandbox.js";

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly { readonly name: string; readonly prefix: string }[];
}

const named = (names: readonly string[], members = {}) =>
  aDocument([aSource(names.map((name, index) => aSchema({ id: anId(index), name })))], members);

const names = (page: Page): readonly string[] => page.results.map(({ name }) => name);

describe("the list of schemas", () => {
  it("is newest first, and keeps the document's order where times are equal", async () => {
    const { call } = await aSandbox(
      aDocument([
        aSource([
          aSchema({ id: anId(1), name: "middle", created_at: "2026-03-01T00:00:00Z" }),
          aSchema({ id: anId(2), name: "newest", created_at: "2026-03-01T01:30:00+01:00" }),
          aSchema({ id: anId(3), name: "oldest", created_at: "2026-02-28T23:00:00Z" }),
          aSchema({ id: anId(4), name: "as middle", created_at: "2026-03-01T00:00:00Z" }),
        ]),
      ]),
    );

    const { body } = await call<Page>("GET", "external_data_schemas/");

    expect(names(body)).toEqual(["newest", "middle", "as middle", "oldest"]);
  });

  it("pages by the document's size unless the request names one", async () => {
    const { call } = await aSandbox(named(["a", "b", "c"], { server: { page_size: 2 } }));

    const first = (await call<Page>("GET", "external_data_schemas/")).body;
    const second = (await call<Page>("GET", "external_data_schemas/?limit=1&offset=1")).body;

    expect(first).toMatchObject({ count: 3, previous: null });
    expect(names(first)).toEqual(["c", "b"]);
    expect(second.count).toBe(3);
    expect(names(second)).toEqual(["b"]);
  });

  it("leads from page to page, there and back", async () => {
    const { call } = await aSandbox(named(["a", "b", "c", "d", "e"]));
    const walk = async (start: string, towards: "next" | "previous"): Promise<string[]> => {
      const seen: string[] = [];
      for (let path: string | null = start; path !== null;) {
        const answer: Answer<Page> = await call("GET", path);
        seen.push(names(answer.body).join(""));
        const link: string | null = answer.body[towards];
        path = link === null ? null : new URL(link).pathname + new URL(link).search;
      }
      return seen;
    };

    expect(await walk("external_data_schemas/?limit=2", "next")).toEqual(["ed", "cb", "a"]);
    expect(await walk("external_data_schemas/?limit=2&offset=4", "previous")).toEqual(["a", "cb", "ed"]);
  });

  it("has no next page when this one holds the last entry", async () => {
    const { call } = await aSandbox(named(["a", "b"]));

    expect((await call("GET", "external_data_schemas/?limit=2")).body).toMatchObject({ next: null, previous: null });
  });

  it("writes its links in full, parameters sorted and others kept", async () => {
    const { call, sandbox } = await aSandbox(named(["ab", "ac", "ad"]));

    const page = (await call<Page>("GET", "external_data_schemas/?search=a&offset=1&limit=1")).body;

    const base = `${sandbox.url}/api/projects/1/external_data_schemas/`;
    expect(page.next).toBe(`${base}?limit=1&offset=2&search=a`);
    expect(page.previous).toBe(`${base}?limit=1&search=a`);
  });

  it.each([
    { asked: "/api/projects/1/external_data_schemas", linked: "/api/projects/1/external_data_schemas" },
    { asked: "/api/environments/1/external_data_schemas/", linked: "/api/projects/1/external_data_schemas/" },
    { asked: "/api/projects/@current/external_data_schemas/", linked: "/api/projects/@current/external_data_schemas/" },
  ])("links $asked to $linked", async ({ asked, linked }) => {
    const { call, sandbox } = await aSandbox(named(["a", "b"]));

    const { next } = (await call<Page>("GET", `${asked}?limit=1`)).body;

    expect(next).toBe(`${sandbox.url}${linked}?limit=1&offset=1`);
  });

  it.each([String(Number.MAX_SAFE_INTEGER), "9".repeat(40)])("takes a limit of %s for all there is", async (limit) => {
    const { call } = await aSandbox(named(["a", "b", "c"], { server: { page_size: 1 } }));

    expect((await call("GET", `external_data_schemas/?limit=${limit}`)).body).toMatchObject({
      next: null,
      results: { length: 3 },
    });
  });

  it.each(["limit=0", "limit=-1", "limit=x", "limit=", "offset=-1", "offset=x"])("does not mind %s", async (query) => {
    const { call } = await aSandbox(named(["a", "b"]));

    expect((await call("GET", `external_data_schemas/?${query}`)).body).toMatchObject({
      count: 2,
      results: { length: 2 },
    });
  });

  it("is empty beyond its end", async () => {
    const { call } = await aSandbox(named(["a"]));

    expect((await call("GET", "external_data_schemas/?offset=9")).body).toMatchObject({
      count: 1,
      next: null,
      results: [],
    });
  });

  it.each([
    { search: "order", found: ["public.orders", "public.ORDER_items"] },
    { search: "PUBLIC.O", found: ["public.orders", "public.ORDER_items"] },
    { search: "order items", found: ["public.ORDER_items"] },
    { search: "postgres", found: [] },
    { search: "", found: ["users", "public.orders", "public.ORDER_items"] },
  ])("finds $found for '$search'", async ({ search, found }) => {
    const { call } = await aSandbox(named(["public.ORDER_items", "public.orders", "users"]));

    const { body } = await call<Page>("GET", `external_data_schemas/?search=${encodeURIComponent(search)}`);

    expect(names(body)).toEqual(found);
  });
});

describe("the list of sources", () => {
  it("is newest first and searched by type and prefix", async () => {
    const { call } = await aSandbox(
      aDocument([
        aSource([], { id: anId(1), prefix: "shop_" }),
        aSource([], { id: anId(2), source_type: "Stripe", prefix: "" }),
        aSource([], { id: anId(3), source_type: "MySQL", prefix: "shop_eu_" }),
      ]),
    );
    const prefixes = async (query: string) =>
      (await call<Page>("GET", `external_data_sources/${query}`)).body.results.map(({ prefix }) => prefix);

    expect(await prefixes("")).toEqual(["shop_eu_", "", "shop_"]);
    expect(await prefixes("?search=SHOP")).toEqual(["shop_eu_", "shop_"]);
    expect(await prefixes("?search=stripe")).toEqual([""]);
    expect(await prefixes("?limit=1&offset=1")).toEqual([""]);
  });
});
