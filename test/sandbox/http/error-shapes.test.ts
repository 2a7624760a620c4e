import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";

type Call = readonly ["GET" | "POST" | "PATCH" | "DELETE", string, unknown?];

/** A client has to read all of them: no one member stands in each. */
const SHAPES: readonly (readonly [
  name: string,
  keys: readonly string[],
  status: number,
  call: Call,
  settings: Settings,
])[] = [
  ["the framework's", ["attr", "code", "detail", "type"], 400, ["PATCH", "", { sync_type: "x" }], {}],
  [
    "the framework's, of a server error",
    ["attr", "code", "detail", "type"],
    500,
    ["POST", "resync"],
    { running: true, temporal: { cancel: "unavailable" } },
  ],
  [
    "a message, of a source action",
    ["message"],
    400,
    ["POST", "source/refresh_schemas"],
    { live: { credentials_error: "x" } },
  ],
  ["a message, of a schema action", ["message"], 400, ["POST", "reload"], { server: { sync_limit_reached: true } }],
  ["a detail alone", ["detail"], 400, ["POST", "reload"], { temporal: { trigger: "unavailable" } }],
  ["a detail alone, with a 200", ["detail"], 200, ["POST", "cancel"], { schema: { status: "Running" } }],
  [
    "a message with errors",
    ["errors", "message"],
    400,
    ["POST", "source/enable_cdc"],
    { job_inputs: {}, live: { cdc: { prerequisite_errors: ["x"] } } },
  ],
  [
    "success false",
    ["error", "pending_inputs", "success", "webhook_url"],
    200,
    ["POST", "source/create_webhook"],
    { source: { supports_webhooks: true }, live: { webhook_provider: { create_error: "x" } } },
  ],
];

describe("the shapes of an error", () => {
  it.each(SHAPES)("%s", async (_, keys, status, [method, path, body], settings) => {
    const server = await oneTable(settings);
    const answer = await server.call(method, path, body);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body ?? {}).toSorted()).toEqual(keys);
  });
});
