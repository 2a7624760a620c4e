import { describe, expect, it } from "vitest";
import { describeFault } from "../../../src/report/describe-fault.js";
import { answer, serve } from "../../support/http.js";
import { client, range } from "./support.js";

const path = (url = ""): string => url.replace("/api/projects/1/warehouse_saved_queries/", "");

/** The list leaves the SQL out. */
const project = (count: number) =>
  serve((incoming, outgoing) =>
    path(incoming.url) === ""
      ? answer(200, { count, next: null, results: range(count).map((n) => ({ id: `q${n}`, name: `view ${n}` })) })(
          incoming,
          outgoing,
        )
      : answer(200, {
          id: path(incoming.url).replace("/", ""),
          name: `view of ${path(incoming.url)}`,
          query: { kind: "HogQLQuery", query: "select 1" },
        })(incoming, outgoing),
  );

describe("saved queries", () => {
  it("are read with their SQL, one request each", async () => {
    const server = await project(3);

    const queries = await client(server.url, { mode: "read" }).readSavedQueries();

    expect(queries).toEqual({
      ok: true,
      value: range(3).map((n) => ({ name: `view of q${n}/`, sql: "select 1" })),
    });
    expect(server.seen.map(({ method }) => method)).toEqual(["GET", "GET", "GET", "GET"]);
  });

  it("are a hundred at most, the first of the list", async () => {
    const server = await project(250);

    const queries = await client(server.url, { mode: "read" }).readSavedQueries();

    expect(queries.ok && queries.value.map(({ name }) => name).at(-1)).toBe("view of q99/");
    expect(server.seen).toHaveLength(101);
  });

  it("without SQL read nothing", async () => {
    const server = await serve((incoming, outgoing) =>
      answer(200, path(incoming.url) === "" ? { results: [{ id: "q" }] } : { name: "managed", query: null })(
        incoming,
        outgoing,
      ),
    );

    expect(await client(server.url, { mode: "read" }).readSavedQueries()).toEqual({
      ok: true,
      value: [{ name: "managed", sql: "" }],
    });
  });

  it("that the key may not see are a fault that names the scope", async () => {
    const server = await serve(
      answer(403, {
        type: "authentication_error",
        code: "permission_denied",
        detail: "API key missing required scope 'warehouse_view:read'",
        attr: null,
      }),
    );

    const queries = await client(server.url, { mode: "read" }).readSavedQueries();

    expect(queries).toMatchObject({ ok: false, error: { kind: "status", status: 403, reason: "key-scope" } });
    expect(queries.ok ? "" : describeFault(queries.error).message).toContain("lacks the scope warehouse_view:read");
  });
});
