import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { aDocument, anId, aSchema, aSource, ORDERS, oneSchema, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const notFound = { type: "invalid_request", code: "not_found", detail: "Not found.", attr: null };

describe("paths", () => {
  it.each([
    `/api/projects/1/external_data_schemas/${anId(99)}/`,
    "/api/projects/1/external_data_schemas/not-an-id/",
    `/api/projects/1/external_data_sources/${anId(99)}/`,
    `/api/projects/1/external_data_sources/${ORDERS}/`,
    `/api/projects/1/external_data_sources/${SOURCE}/no_such_action/`,
    "/api/projects/1/insights/",
    "/api/users/@me/",
    "/",
  ])("does not know %s", async (path) => {
    const { call } = await aSandbox(oneSchema());

    expect(await call("GET", path)).toMatchObject({ status: 404, body: notFound });
  });

  it("does not know what was deleted, nor what a deleted source holds", async () => {
    const { call } = await aSandbox(
      aDocument([
        aSource([aSchema({ deleted: true })]),
        aSource([aSchema({ id: anId(1) })], { id: anId(2), deleted: true }),
      ]),
    );

    for (const path of [`schemas/${ORDERS}`, `schemas/${anId(1)}`, `sources/${anId(2)}`]) {
      expect((await call("GET", `external_data_${path}/`)).status).toBe(404);
    }
    expect((await call("GET", "external_data_schemas/")).body).toMatchObject({ count: 0 });
    expect((await call("GET", "external_data_sources/")).body).toMatchObject({ count: 1, results: [{ schemas: [] }] });
  });

  it("takes an id in capital letters", async () => {
    const { call } = await aSandbox(oneSchema());

    expect((await call("GET", `external_data_sources/${SOURCE.toUpperCase()}/`)).status).toBe(200);
  });

  it.each([
    { method: "POST", path: "external_data_schemas/" },
    { method: "GET", path: `external_data_schemas/${ORDERS}/reload/` },
    { method: "POST", path: `external_data_schemas/${ORDERS}/delete_data/` },
  ])("answers 405 to $method $path", async ({ method, path }) => {
    const { call } = await aSandbox(oneSchema());

    expect(await call(method, path)).toMatchObject({
      status: 405,
      body: {
        type: "invalid_request",
        code: "method_not_allowed",
        detail: `Method "${method}" not allowed.`,
        attr: null,
      },
    });
  });

  it("answers a HEAD like a GET, without the body", async () => {
    const { call } = await aSandbox(oneSchema({ user_access_level: "viewer" }));
    const length = async (method: string) =>
      (await call(method, `external_data_schemas/${ORDERS}/`)).headers.get("content-length");

    expect(await call("HEAD", `external_data_schemas/${ORDERS}/`)).toMatchObject({ status: 200, body: undefined });
    expect(await length("HEAD")).toBe(await length("GET"));
    expect((await call("HEAD", `external_data_schemas/${ORDERS}/reload/`)).status).toBe(405);
  });

  it("takes a PUT of a schema for a PATCH", async () => {
    const { call } = await aSandbox(oneSchema());
    const path = `external_data_schemas/${ORDERS}/`;

    expect(await call("PUT", path, { body: { sync_frequency: "1hour" } })).toMatchObject({
      status: 200,
      body: { sync_frequency: "1hour", should_sync: true, sync_type: "full_refresh" },
    });
  });

  it("answers 400 to a body that is not JSON, where it reads one", async () => {
    const { call } = await aSandbox(oneSchema());

    expect(await call("PATCH", `external_data_schemas/${ORDERS}/`, { body: "{" })).toMatchObject({
      status: 400,
      body: { type: "invalid_request", code: "parse_error" },
    });
    expect((await call("POST", `external_data_schemas/${ORDERS}/reload/`, { body: "{" })).status).toBe(200);
  });
});

describe("a request that names no place", () => {
  it("is answered 400, and does not end the sandbox", async () => {
    const { call, sandbox } = await aSandbox(oneSchema());
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(sandbox.url);
      request({ port, path: "/api/", headers: { host: "not a host" } }, ({ statusCode }) => resolve(statusCode))
        .on("error", reject)
        .end();
    });

    expect(status).toBe(400);
    expect((await call("GET", "external_data_sources/")).status).toBe(200);
  });
});

describe("the clock of the answers", () => {
  it("is the document's where that fixes the time", async () => {
    const { call } = await aSandbox(oneSchema({}, {}, { server: { now: "2026-09-24T12:00:00Z" } }));

    expect((await call("GET", "external_data_sources/")).headers.get("date")).toBe("Thu, 24 Sep 2026 12:00:00 GMT");
    expect((await call("GET", "/__sandbox/state")).headers.get("date")).toBe("Thu, 24 Sep 2026 12:00:00 GMT");
  });

  it("is the given one otherwise", async () => {
    const { call } = await aSandbox(oneSchema(), { clock: { now: () => Date.parse("2026-01-02T03:04:05Z") } });

    expect((await call("GET", "external_data_sources/")).headers.get("date")).toBe("Fri, 02 Jan 2026 03:04:05 GMT");
  });
});
