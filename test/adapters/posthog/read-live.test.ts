import { describe, expect, it } from "vitest";
import type { SourceSelector } from "../../../src/model/desired.js";
import type { LiveState } from "../../../src/model/live.js";
import { answer, inOrder, serve } from "../../support/http.js";
import { calls, client, document, KEYS, range, sandbox, schemaId, sourceId } from "./support.js";

const selector = (n: number): SourceSelector => ({ by: "type", source_type: "Postgres", prefix: `p${n}` });
const pageOf = (...sources: readonly object[]) => ({
  count: sources.length,
  next: null,
  previous: null,
  results: sources,
});
const source = (id: string, more: object = {}) => ({ id, source_type: "Postgres", prefix: null, schemas: [], ...more });

async function read(host: string, selectors: readonly SourceSelector[], key = KEYS.read): Promise<LiveState> {
  const live = await client(host, { mode: "read", key }).readLive(selectors);
  if (!live.ok) throw new Error(JSON.stringify(live.error));
  return live.value;
}

describe("the request budget", () => {
  it.each([
    { sources: 1, declared: 1, pages: 1 },
    { sources: 30, declared: 0, pages: 1 },
    { sources: 100, declared: 3, pages: 1 },
    { sources: 101, declared: 2, pages: 2 },
    { sources: 250, declared: 20, pages: 3 },
  ])("is $pages pages of $sources sources and one retrieve for each of $declared declared", async (budget) => {
    const server = await sandbox({ document: document({ sources: budget.sources, tables: 3 }) });
    const posthog = client(server.url, { mode: "read", key: KEYS.read });

    const live = await posthog.readLive(range(budget.declared).map(selector));

    expect(live).toMatchObject({ ok: true });
    expect(posthog.requests()).toBe(budget.pages + budget.declared);
    expect(calls(server.exchanges).toSorted()).toEqual(
      [
        ...range(budget.pages).map((page) =>
          page === 0
            ? "GET external_data_sources/?limit=100"
            : `GET external_data_sources/?limit=100&offset=${page * 100}`,
        ),
        ...range(budget.declared).map((n) => `GET external_data_sources/${sourceId(n)}/`),
      ].toSorted(),
    );
  });

  it("has one retrieve for a source that is declared twice", async () => {
    const server = await sandbox({ document: document({ sources: 1, tables: 1 }) });

    await read(server.url, [selector(0), { by: "id", id: sourceId(0) }]);

    expect(server.exchanges).toHaveLength(2);
  });
});

describe("live state", () => {
  it("holds every source, and the tables of declared ones", async () => {
    const server = await sandbox({ document: document({ sources: 3, tables: 2 }) });

    const live = await read(server.url, [selector(1)]);

    expect(live.sources.map(({ id, listed, tables }) => [id, listed.length, tables?.length])).toEqual([
      [sourceId(2), 2, undefined],
      [sourceId(1), 2, 2],
      [sourceId(0), 2, undefined],
    ]);
    expect(live).toMatchObject({ project_id: 1, key_can_write: null, server: { too_old: false, lookback: true } });
    expect(live.sources[1]?.tables?.[0]).toMatchObject({
      id: schemaId(1, 0),
      name: "t0",
      settings: { sync_type: "full_refresh", should_sync: true, sync_frequency: "6hour" },
      table: null,
      offer: { state: "not-read" },
    });
  });

  it("counts a source once that slid onto the next page while it was read", async () => {
    const server = await serve(
      inOrder(
        answer(200, {
          ...pageOf(source("a"), source("b")),
          next: "http://other.example/api/projects/1/external_data_sources/?offset=2",
        }),
        answer(200, pageOf(source("b"), source("c"))),
      ),
    );

    expect((await read(server.url, [])).sources.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("follows path and query of a next page and leaves its host alone", async () => {
    const other = await serve(answer(200, pageOf()));
    const next = `${other.url}/api/projects/1/external_data_sources/?limit=100&offset=100`;
    const server = await serve(
      inOrder(answer(200, { ...pageOf(source("a")), next }), answer(200, pageOf(source("b")))),
    );

    await read(server.url, []);

    expect(server.seen[1]?.path).toBe("/api/projects/1/external_data_sources/?limit=100&offset=100");
    expect(other.seen).toEqual([]);
  });

  it.each([
    ["another project", "/api/projects/2/external_data_sources/?offset=100"],
    ["another place by dots", "/api/projects/1/../2/external_data_sources/?offset=100"],
    ["somewhere else", "https://example.com/"],
    ["no address", "http://["],
    ["the page it stands on", "/api/projects/1/external_data_sources/?limit=100"],
  ])("is not read on when the next page leads to %s", async (_, next) => {
    const server = await serve(answer(200, { ...pageOf(source("a")), next }));

    const live = await client(server.url).readLive([]);

    expect(live).toMatchObject({
      ok: false,
      error: { kind: "shape", detail: "at next: expected another page of this project" },
    });
    expect(server.seen).toHaveLength(1);
  });

  it("does not follow pages that bring nothing and never end", async () => {
    const server = await serve((incoming, outgoing) => {
      const offset = server.seen.length;
      answer(200, { ...pageOf(), next: `/api/projects/1/external_data_sources/?offset=${offset}` })(incoming, outgoing);
    });

    expect(await client(server.url).readLive([])).toMatchObject({ ok: false, error: { kind: "shape" } });
    expect(server.seen).toHaveLength(1);
  });

  it.each([403, 404])("keeps a source whose retrieve is answered %i, without tables", async (status) => {
    const server = await serve(inOrder(answer(200, pageOf(source("a"))), answer(status, { detail: "Not found." })));

    const live = await read(server.url, [{ by: "id", id: "a" }]);

    expect(live.sources).toMatchObject([{ id: "a", tables: undefined }]);
  });

  it("is not there at all when a retrieve fails in any other way", async () => {
    const server = await serve(inOrder(answer(200, pageOf(source("a"))), answer(500, {})));

    const live = await client(server.url).readLive([{ by: "id", id: "a" }]);

    expect(live).toMatchObject({ ok: false, error: { kind: "status", status: 500 } });
  });

  it.each([
    ["has no list of sources", {}, "at results: expected a list"],
    ["has null for it", { results: null }, "at results: expected a list"],
    [
      "has a source without tables",
      { results: [{ id: "a", source_type: "Postgres" }] },
      "at results[0].schemas: expected a list",
    ],
    ["counts more than it lists", { ...pageOf(), count: 1 }, "at count: expected no more than the 0 that were listed"],
  ])("is not empty but unknown where the answer %s", async (_, page, detail) => {
    const server = await serve(answer(200, page));

    expect(await client(server.url).readLive([])).toMatchObject({ ok: false, error: { kind: "shape", detail } });
  });

  it("is unknown where the pages together list fewer than the last one counts", async () => {
    const next = "/api/projects/1/external_data_sources/?limit=100&offset=100";
    const server = await serve(
      inOrder(
        answer(200, { ...pageOf(source("a")), count: 2, next }),
        answer(200, { ...pageOf(source("b")), count: 3 }),
      ),
    );

    expect(await client(server.url).readLive([])).toMatchObject({
      ok: false,
      error: { kind: "shape", detail: "at count: expected no more than the 2 that were listed" },
    });
  });

  it("is whole where the last page makes up what the first one counts", async () => {
    const next = "/api/projects/1/external_data_sources/?limit=100&offset=100";
    const server = await serve(
      inOrder(
        answer(200, { ...pageOf(source("a")), count: 2, next }),
        answer(200, { ...pageOf(source("b")), count: 2 }),
      ),
    );

    expect((await read(server.url, [])).sources).toHaveLength(2);
  });

  it("is not there when a retrieved source has no tables at all", async () => {
    const server = await serve(
      inOrder(answer(200, pageOf(source("a"))), answer(200, { id: "a", source_type: "Postgres" })),
    );

    expect(await client(server.url).readLive([{ by: "id", id: "a" }])).toMatchObject({
      ok: false,
      error: { kind: "shape", detail: "at schemas: expected a list" },
    });
  });

  it("retrieves neither of two sources that one selector means", async () => {
    const server = await serve(answer(200, pageOf(source("a"), source("b"))));

    const live = await read(server.url, [{ by: "type", source_type: "Postgres", prefix: "" }]);

    expect(live.sources.map(({ tables }) => tables)).toEqual([undefined, undefined]);
    expect(server.seen).toHaveLength(1);
  });
});

describe("a key that does not fit", () => {
  it.each([
    { behaviour: "unknown", key: "phx_nobody", projectId: 1, reason: "key-invalid" },
    { behaviour: "without the scope", key: KEYS.other, projectId: 1, reason: "key-scope" },
    { behaviour: "of another project", key: KEYS.read, projectId: 2, reason: "key-project" },
    { behaviour: "for a project that does not exist", key: KEYS.full, projectId: 3, reason: "key-project" },
  ])("$behaviour is told apart", async ({ key, projectId, reason }) => {
    const server = await sandbox({ document: document({ sources: 1, tables: 1 }) });

    const live = await client(server.url, { key, projectId, mode: "read" }).readLive([]);

    expect(live).toMatchObject({ ok: false, error: { kind: "status", reason } });
  });
});
