import { describe, expect, it } from "vitest";
import { aDocument, anId, aSchema, aSource, ORDERS, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const KEYS = [
  { value: "phx_full", scopes: ["*"] },
  { value: "phx_old", scopes: [] },
  { value: "phx_write", scopes: ["external_data_source:write"] },
  { value: "phx_read", scopes: ["external_data_source:read"] },
  { value: "phx_other", scopes: ["insight:read", "insight:write"] },
  { value: "phx_second", scopes: ["*"], projects: [2] },
];

const twoProjects = aDocument(
  [aSource([aSchema()]), aSource([aSchema({ id: anId(2) })], { id: anId(1), project_id: 2 })],
  {
    projects: [{ id: 1 }, { id: 2 }],
    api_keys: KEYS,
  },
);

const SCHEMAS = "external_data_schemas";
const SOURCES = "external_data_sources";
const error = (type: string, code: string, detail: string) => ({ type, code, detail, attr: null });
const invalidKey = "Personal API key found in request Authorization header is invalid.";
const missingScope = (scope: string) =>
  error("authentication_error", "permission_denied", `API key missing required scope 'external_data_source:${scope}'`);

const levels = (level: string) =>
  aDocument([aSource([aSchema({ user_access_level: level })], { user_access_level: level })]);
const denied = (detail: string) => ({
  status: 403,
  body: error("authentication_error", "permission_denied", detail),
});

interface List {
  readonly results: readonly { readonly id: string }[];
}

describe("keys", () => {
  it.each([
    { key: null, code: "not_authenticated", detail: "Authentication credentials were not provided." },
    { key: "phx_unknown", code: "authentication_failed", detail: invalidKey },
  ])("answers 401 $code to the key $key", async ({ key, code, detail }) => {
    const { call } = await aSandbox(twoProjects);

    const answer = await call("GET", `${SCHEMAS}/`, { key });

    expect(answer).toMatchObject({ status: 401, body: error("authentication_error", code, detail) });
  });

  it.each([
    { key: "phx_full", method: "POST", path: `${SCHEMAS}/${ORDERS}/reload/`, status: 200 },
    { key: "phx_old", method: "POST", path: `${SCHEMAS}/${ORDERS}/reload/`, status: 200 },
    { key: "phx_write", method: "GET", path: `${SCHEMAS}/`, status: 200 },
    { key: "phx_write", method: "POST", path: `${SCHEMAS}/${ORDERS}/reload/`, status: 200 },
    { key: "phx_read", method: "GET", path: `${SCHEMAS}/`, status: 200 },
    { key: "phx_read", method: "GET", path: `${SCHEMAS}/${ORDERS}/`, status: 200 },
    { key: "phx_read", method: "GET", path: `${SOURCES}/`, status: 200 },
    { key: "phx_read", method: "GET", path: `${SOURCES}/${SOURCE}/`, status: 200 },
    { key: "phx_read", method: "GET", path: `${SOURCES}/${SOURCE}/jobs/`, status: 200 },
  ])("lets $key do $method $path", async ({ key, method, path, status }) => {
    const { call } = await aSandbox(twoProjects);

    expect((await call(method, path, { key })).status).toBe(status);
  });

  it.each([
    { key: "phx_other", method: "GET", path: `${SCHEMAS}/`, scope: "read" },
    { key: "phx_other", method: "GET", path: `${SOURCES}/${SOURCE}/`, scope: "read" },
    { key: "phx_other", method: "GET", path: `${SOURCES}/${SOURCE}/jobs/`, scope: "read" },
    { key: "phx_other", method: "GET", path: `${SOURCES}/${SOURCE}/webhook_info/`, scope: "read" },
    { key: "phx_other", method: "GET", path: `${SOURCES}/${SOURCE}/cdc_status/`, scope: "read" },
    { key: "phx_read", method: "PATCH", path: `${SCHEMAS}/${ORDERS}/`, scope: "write" },
    { key: "phx_read", method: "POST", path: `${SCHEMAS}/${ORDERS}/reload/`, scope: "write" },
    { key: "phx_read", method: "POST", path: `${SCHEMAS}/${ORDERS}/resync/`, scope: "write" },
    { key: "phx_read", method: "POST", path: `${SCHEMAS}/${ORDERS}/cancel/`, scope: "write" },
    { key: "phx_read", method: "DELETE", path: `${SCHEMAS}/${ORDERS}/delete_data/`, scope: "write" },
    { key: "phx_read", method: "POST", path: `${SCHEMAS}/${ORDERS}/incremental_fields/`, scope: "write" },
    {
      key: "phx_read",
      method: "POST",
      path: `${SOURCES}/${SOURCE}/check_cdc_prerequisites_for_source/`,
      scope: "write",
    },
    { key: "phx_read", method: "POST", path: `${SOURCES}/${SOURCE}/enable_cdc/`, scope: "write" },
    { key: "phx_read", method: "POST", path: `${SOURCES}/${SOURCE}/create_webhook/`, scope: "write" },
    { key: "phx_read", method: "POST", path: `${SOURCES}/${SOURCE}/delete_webhook/`, scope: "write" },
  ])("wants the scope $scope of $key for $method $path", async ({ key, method, path, scope }) => {
    const { call, state } = await aSandbox(twoProjects);
    const before = state();

    expect(await call(method, path, { key })).toMatchObject({ status: 403, body: missingScope(scope) });
    expect(state()).toEqual(before);
  });

  it("checks the scope before it looks for the object", async () => {
    const { call } = await aSandbox(twoProjects);

    expect((await call("POST", `${SCHEMAS}/${anId(99)}/reload/`, { key: "phx_read" })).status).toBe(403);
    expect((await call("POST", `${SCHEMAS}/${anId(99)}/reload/`)).status).toBe(404);
  });
});

describe("an organization that does not allow keys", () => {
  it.each(["phx_full", "phx_old", "phx_read"])("refuses %s, whatever it holds", async (key) => {
    const extensions = { organization: { name: "Acme", personal_api_keys: false } };
    const { call } = await aSandbox({ ...twoProjects, extensions });

    expect(await call("GET", `${SCHEMAS}/`, { key })).toMatchObject({
      status: 403,
      body: error(
        "authentication_error",
        "permission_denied",
        "Organization 'Acme' does not allow using personal API keys. Contact an admin to enable personal API keys for this organization.",
      ),
    });
  });

  it("is one that says so", async () => {
    const { call } = await aSandbox({ ...twoProjects, extensions: { organization: { name: "Acme" } } });
    expect((await call("GET", `${SCHEMAS}/`)).status).toBe(200);
  });
});

describe("projects", () => {
  it("refuses a key that is confined to another project", async () => {
    const { call } = await aSandbox(twoProjects);

    expect(await call("GET", `${SCHEMAS}/`, { key: "phx_second" })).toMatchObject({
      status: 403,
      body: error(
        "authentication_error",
        "permission_denied",
        "API key does not have access to the requested project: ID 1.",
      ),
    });
  });

  it.each(["3", "abc", "0"])("knows no project %s", async (project) => {
    const { call } = await aSandbox(twoProjects);

    expect(await call("GET", `/api/projects/${project}/${SCHEMAS}/`)).toMatchObject({
      status: 404,
      body: error("invalid_request", "not_found", "Not found."),
    });
  });

  it("shows each project its own", async () => {
    const { call } = await aSandbox(twoProjects);
    const list = async (project: number) =>
      (await call<List>("GET", `/api/projects/${project}/${SCHEMAS}/`)).body.results;

    expect((await list(1)).map(({ id }) => id)).toEqual([ORDERS]);
    expect((await list(2)).map(({ id }) => id)).toEqual([anId(2)]);
    expect((await call("GET", `/api/projects/2/${SCHEMAS}/${ORDERS}/`)).status).toBe(404);
    expect((await call("GET", `/api/projects/2/${SOURCES}/${SOURCE}/`)).status).toBe(404);
  });

  it("takes @current for the first project that the key reaches", async () => {
    const { call } = await aSandbox(twoProjects);
    const first = async (key: string) =>
      (await call<List>("GET", `/api/projects/@current/${SCHEMAS}/`, { key })).body.results[0]?.id;

    expect([await first("phx_full"), await first("phx_second")]).toEqual([ORDERS, anId(2)]);
  });

  it.each(["external_data_schemas", `external_data_schemas/${ORDERS}`, `external_data_sources/${SOURCE}/jobs`])(
    "answers %s the same under either name of a project, with and without a slash at the end",
    async (path) => {
      const { call } = await aSandbox(twoProjects);
      const body = async (prefix: string, end: string) => (await call("GET", `/api/${prefix}/1/${path}${end}`)).body;

      const wanted = await body("projects", "/");

      expect(wanted).toBeDefined();
      expect([await body("projects", ""), await body("environments", "/"), await body("environments", "")]).toEqual([
        wanted,
        wanted,
        wanted,
      ]);
    },
  );

  it("says that the other name is going away", async () => {
    const { call } = await aSandbox(twoProjects);

    for (const path of [`${SCHEMAS}/`, `${SCHEMAS}/${SOURCE}/`, "no_such_thing/"]) {
      const { headers } = await call("GET", `/api/environments/1/${path}`);

      expect(headers.get("deprecation")).toBe("true");
      expect(headers.get("sunset")).toBe("Fri, 31 Jul 2026 00:00:00 GMT");
      expect(headers.get("link")).toBe(`</api/projects/1/${path}>; rel="successor-version"`);
    }
    expect((await call("GET", `/api/projects/1/${SCHEMAS}/`)).headers.get("deprecation")).toBeNull();
  });
});

describe("a server that redirects the other name of a project", () => {
  it.each([
    ["environments", 307, `/api/projects/1/${SCHEMAS}/?search=x`],
    ["projects", 200, null],
  ])("answers %s with %d", async (name, status, location) => {
    const { sandbox } = await aSandbox({ ...twoProjects, server: { extensions: { environments: "redirect" } } });
    const answer = await fetch(`${sandbox.url}/api/${name}/1/${SCHEMAS}/?search=x`, {
      redirect: "manual",
      headers: { authorization: "Bearer phx_full" },
    });

    expect([answer.status, answer.headers.get("location")]).toEqual([status, location]);
  });
});

describe("levels of access", () => {
  it.each([
    {
      level: "none",
      method: "GET",
      path: `${SCHEMAS}/${ORDERS}/`,
      detail: "You do not have viewer access to this table.",
    },
    {
      level: "viewer",
      method: "POST",
      path: `${SCHEMAS}/${ORDERS}/reload/`,
      detail: "You do not have editor access to this table.",
    },
    {
      level: "none",
      method: "GET",
      path: `${SOURCES}/${SOURCE}/`,
      detail: "You do not have viewer access to this resource.",
    },
    {
      level: "none",
      method: "GET",
      path: `${SOURCES}/${SOURCE}/jobs/`,
      detail: "You do not have viewer access to this resource.",
    },
    {
      level: "viewer",
      method: "POST",
      path: `${SOURCES}/${SOURCE}/enable_cdc/`,
      detail: "You do not have editor access to this resource.",
    },
  ])("stops $level from $method $path", async ({ level, method, path, detail }) => {
    const { call } = await aSandbox(levels(level));

    expect(await call(method, path)).toMatchObject(denied(detail));
  });

  it("lets a viewer read and an editor write", async () => {
    const viewer = await aSandbox(levels("viewer"));
    const editor = await aSandbox(levels("editor"));

    expect((await viewer.call("GET", `${SCHEMAS}/${ORDERS}/`)).status).toBe(200);
    expect((await editor.call("POST", `${SCHEMAS}/${ORDERS}/reload/`)).status).toBe(200);
  });

  it("leaves out of lists what may not be viewed, without a word", async () => {
    const { call } = await aSandbox(levels("none"));

    expect((await call("GET", `${SCHEMAS}/`)).body).toMatchObject({ count: 0, results: [] });
    expect((await call("GET", `${SOURCES}/`)).body).toMatchObject({ count: 0, results: [] });
  });

  it("keeps what PostHog manages readable and unchanged", async () => {
    const { call } = await aSandbox(aDocument([aSource([aSchema()], { system_managed: true })]));

    expect((await call("GET", `${SCHEMAS}/${ORDERS}/`)).status).toBe(200);
    expect(await call("POST", `${SCHEMAS}/${ORDERS}/reload/`)).toMatchObject(
      denied("This schema is managed by PostHog and cannot be changed through this API."),
    );
    expect(await call("POST", `${SOURCES}/${SOURCE}/enable_cdc/`)).toMatchObject(
      denied("This source is managed by PostHog and cannot be changed through this API."),
    );
  });
});
