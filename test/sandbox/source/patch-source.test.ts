import { describe, expect, it } from "vitest";
import { invalid, oneTable, SERVER_ERROR, type Settings } from "../patch/one-table.js";

const SECRETS: Settings = {
  capabilities: { sensitive_job_inputs: ["password", "private_key", "api_key"], supported_api_versions: ["1", "2"] },
  job_inputs: {
    password: "hunter2",
    port: "5432",
    cdc_enabled: "True",
    ssh_tunnel: { enabled: "True", host: "bastion", port: "22", auth: { selection: "password", password: "tunnel" } },
    auth_method: { selection: "key", api_key: "k-123", region: "eu" },
  },
};

const patch = async (body: unknown, settings: Settings = SECRETS) => {
  const server = await oneTable(settings);
  const before = server.document();
  return { server, before, answer: await server.call("PATCH", "source", body) };
};

describe("PATCH of a source", () => {
  it.each([
    { description: "Read replica" },
    { description: "" },
    { description: null },
    { auto_sync_new_schemas: true },
    { auto_sync_schema_patterns: ["raw_*"] },
    { auto_sync_schema_patterns: null },
    { direct_query_enabled: true },
    { api_version: "2" },
    { api_version: null },
  ])("stores %j and answers with the source in full", async (body) => {
    const { server, answer } = await patch(body);
    expect(answer).toMatchObject({ status: 200, body: { ...body, schemas: [{ available_columns: {} }] } });
    expect(server.source()).toMatchObject(body);
    expect(server.effects()).toEqual([]);
  });

  it.each([
    {},
    { prefix: "other_" },
    { created_via: "api" },
    { status: "Paused" },
    { job_inputs: { cdc_enabled: "False" } },
  ])("passes over %j without a word", async (body) => {
    const { server, before, answer } = await patch(body);
    expect(answer.status).toBe(200);
    expect(server.document()).toEqual(before);
  });

  it("carries no secret in its answer", async () => {
    const { answer } = await patch({ job_inputs: { password: "correct horse" } });
    expect(JSON.stringify(answer.body)).not.toMatch(/hunter2|correct horse|"tunnel"|k-123/);
  });
});

describe("the connection of a source", () => {
  it.each([
    ["scalars become texts", { port: 6543, tls: true }, { port: "6543", tls: "True", password: "hunter2" }],
    ["a secret that is sent empty stays", { password: "" }, { password: "hunter2" }],
    [
      "a new host takes the new secret",
      { host: "new.example", password: "x", auth_method: { selection: "none" } },
      { host: "new.example", password: "x" },
    ],
    [
      "a part of a group leaves the rest of it",
      { auth_method: { selection: "key", region: "us" } },
      { auth_method: { selection: "key", api_key: "k-123", region: "us" } },
    ],
    [
      "another way of signing in takes nothing along",
      { auth_method: { selection: "oauth", token: "t" } },
      { auth_method: { selection: "oauth", token: "t" } },
    ],
    [
      "a tunnel that leads to the same place keeps its secret",
      { ssh_tunnel: { enabled: true, host: "bastion", port: 22 } },
      { ssh_tunnel: { enabled: "True", host: "bastion", port: "22", auth: { password: "tunnel" } } },
    ],
  ])("is merged: %s", async (_, job_inputs, stored) => {
    const { server, answer } = await patch({ job_inputs });
    expect(answer.status).toBe(200);
    expect(server.source().job_inputs).toMatchObject(stored);
    if ("auth_method" in stored) expect(server.source().job_inputs?.["auth_method"]).toEqual(stored.auth_method);
  });

  it.each([
    ["host", { host: "evil.example" }, "Changing the connection host requires re-entering your credentials."],
    [
      "host, with the secret of a group left out",
      { host: "evil.example", password: "x" },
      "Changing the connection host requires re-entering your credentials.",
    ],
    [
      "tunnel",
      { ssh_tunnel: { host: "evil.example" } },
      "Changing the SSH tunnel requires re-entering your database credentials.",
    ],
  ])("cannot be led to another %s with the stored secrets", async (_, job_inputs, detail) => {
    const { server, before, answer } = await patch({ job_inputs });
    expect(answer).toEqual(invalid(detail));
    expect(server.document()).toEqual(before);
  });

  it.each([
    ["what it says", "password authentication failed", "password authentication failed"],
    [
      "a sentence where it says nothing",
      "",
      "We couldn't validate those credentials. Check they're correct and have the required access, then try again.",
    ],
  ])("is tried when it changes: the source's refusal is %s", async (_, credentials_error, detail) => {
    const settings = { ...SECRETS, live: { credentials_error } };
    const { server, before, answer } = await patch({ job_inputs: { port: 1 } }, settings);
    expect(answer).toEqual(invalid(detail));
    expect(server.document()).toEqual(before);
    expect(await server.call("PATCH", "source", { job_inputs: { port: "5432" } })).toMatchObject({ status: 200 });
  });

  it("names the tables by their schema once it is no longer confined to one", async () => {
    const { server } = await patch(
      { job_inputs: { schema: "" } },
      { schema: { name: "orders" }, job_inputs: { schema: "sales" } },
    );
    expect(server.schema().name).toBe("sales.orders");
  });
});

describe("PATCH of a source is refused, and changes nothing", () => {
  it.each([
    [{ access_method: "direct" }, {}, "Access method cannot be changed. Create a new source instead.", {}],
    [
      { auto_sync_new_schemas: true },
      { source: { access_method: "direct", prefix: "Live" } },
      "Auto-syncing new schemas is not supported for direct query sources, because their schemas resolve at query time.",
      {},
    ],
    [{ prefix: " " }, { source: { access_method: "direct" } }, "Name is required for direct query sources", {}],
    [
      { api_version: "3" },
      SECRETS,
      "'3' is not a supported Postgres API version. Supported versions: 1, 2",
      { attr: "api_version" },
    ],
    [
      { auto_sync_schema_patterns: "raw_*" },
      {},
      'Expected a list of items but got type "str".',
      { attr: "auto_sync_schema_patterns", code: "not_a_list" },
    ],
    [
      { auto_sync_schema_patterns: Array.from({ length: 101 }, () => "*") },
      {},
      "Ensure this field has no more than 100 elements.",
      { attr: "auto_sync_schema_patterns", code: "max_length" },
    ],
    [
      { auto_sync_schema_patterns: [""] },
      {},
      "This field may not be blank.",
      { attr: "auto_sync_schema_patterns__0", code: "blank" },
    ],
    [{ direct_query_enabled: "maybe" }, {}, "Must be a valid boolean.", { attr: "direct_query_enabled" }],
  ])("%j", async (body, settings, detail, where) => {
    const { server, before, answer } = await patch(body, settings);
    expect(answer).toEqual(invalid(detail, where));
    expect(server.document()).toEqual(before);
  });

  it("for settings that are no object: 500", async () => {
    expect((await patch({ job_inputs: "host" })).answer).toEqual(SERVER_ERROR);
  });

  it.each([
    ["a viewer", { source: { user_access_level: "viewer" } }, "You do not have editor access to this resource."],
    [
      "anybody, where PostHog manages it",
      { source: { system_managed: true } },
      "This source is managed by PostHog and cannot be changed through this API.",
    ],
  ])("to %s", async (_, settings, detail) => {
    expect((await patch({ description: "x" }, settings)).answer).toMatchObject({ status: 403, body: { detail } });
  });
});

describe("the name of a source that is queried live", () => {
  it("is its prefix", async () => {
    const { server } = await patch({ prefix: " Live shop " }, { source: { access_method: "direct", prefix: "Shop" } });
    expect(server.source().prefix).toBe("Live shop");
  });
});
