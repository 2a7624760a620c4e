import { describe, expect, it } from "vitest";
import { faultOf } from "../../../src/adapters/posthog/faults.js";
import type { KnownReason } from "../../../src/model/fault.js";
import { KNOWN_REASONS } from "../../../src/model/fault.js";

const reasonOf = (status: number, body: unknown): KnownReason | undefined => {
  const fault = faultOf("PATCH /x", status, typeof body === "string" ? body : JSON.stringify(body));
  return fault.kind === "status" ? fault.reason : undefined;
};

const framework = (detail: string) => ({ type: "validation_error", code: "invalid_input", detail, attr: null });

/** Texts as the contract quotes them, in the shape in which they come. */
const TEXTS: readonly (readonly [KnownReason, status: number, body: unknown])[] = [
  ["key-invalid", 401, framework("Personal API key found in request Authorization header is invalid.")],
  ["key-missing", 401, framework("Authentication credentials were not provided.")],
  ["key-scope", 403, framework("API key missing required scope 'external_data_source:write'")],
  ["key-unsupported", 403, framework("This action does not support personal API key access")],
  ["key-unsupported", 403, framework("This action does not support Personal API Key access")],
  ["key-project", 403, framework("API key does not have access to the requested project: ID 7.")],
  ["key-project", 404, framework("Project not found.")],
  ["keys-disallowed", 403, framework("Organization 'Acme' does not allow using personal API keys. Ask an admin.")],
  ["access-level", 403, framework("You do not have editor access to this table.")],
  ["access-level", 403, framework("You do not have viewer access to this resource.")],
  ["managed-by-posthog", 403, framework("This schema is managed by PostHog and cannot be changed through this API.")],
  ["not-found", 404, framework("Not found.")],
  ["redirected", 307, ""],
  ["throttled", 429, framework("Request was throttled. Expected available in 7 seconds.")],
  ["throttled", 429, "<html>slow down</html>"],
  ["billing", 400, { message: "Monthly sync limit reached. Please increase your billing limit to resume syncing." }],
  [
    "billing",
    400,
    framework(
      "Monthly sync limit reached. Please increase your billing limit before changing the sync type — a full re-sync would be required.",
    ),
  ],
  ["start-failed", 400, { detail: "Couldn't start the sync. Try again in a few minutes." }],
  [
    "key-change-refused",
    400,
    framework(
      "Primary key cannot be changed after data has been synced. Delete the synced data first, then change the primary key.",
    ),
  ],
  [
    "key-required",
    400,
    framework("CDC requires a primary key on table 'a'. Add a primary key on the source table and retry."),
  ],
  [
    "key-required",
    400,
    framework("xmin replication requires a primary key on table 'a'. Choose a primary key for it."),
  ],
  [
    "key-required",
    400,
    framework("'a' has no primary key to sync incrementally on. Choose a primary key for it, or …"),
  ],
  ["cdc-not-enabled", 400, { message: "CDC is not enabled on this source." }],
  ["cdc-team-flag", 403, framework("CDC is not enabled for this team.")],
  ["cdc-already-enabled", 409, { message: "CDC is already enabled on this source." }],
  ["cdc-prerequisites", 400, { message: "CDC prerequisites not met.", errors: ["wal_level is not logical"] }],
  ["publication", 400, framework("PostgreSQL only lets a table's owner publish it, and this user is not.")],
  ["publication", 400, framework("Couldn't connect to your database to add orders to change data capture. Try …")],
  ["publication", 400, framework("Couldn’t add orders to change data capture.")],
  ["webhook-setup", 400, framework("Failed to set up webhook: boom. You can set up the webhook manually …")],
  ["webhook-setup", 400, framework("Failed to register webhook on your source: boom. You can …")],
  ["webhook-setup", 400, framework("Failed to create webhook. You can …")],
  ["webhook-in-use", 400, { message: "Cannot delete webhook while tables are using webhook sync: a, b. Switch …" }],
  ["webhook-only", 400, framework("a can only be synced via webhooks — pick the Webhook sync method.")],
  ["no-run-to-cancel", 400, { detail: "No running sync to cancel." }],
  ["no-run-to-cancel", 400, { detail: "The sync already finished." }],
  ["no-frequency", 400, framework("This table has no sync frequency, so its sync cannot be scheduled. Set a …")],
  ["source-unreachable", 400, { message: "Could not connect to source to read CDC status: refused" }],
  ["source-unreachable", 400, { message: "Invalid credentials" }],
  ["source-unreachable", 400, { success: false, error: "Could not connect to Postgres to check prerequisites: no" }],
];

describe("the reason of a failed answer", () => {
  it.each(TEXTS)("is %s for a %i with the text that the contract quotes", (reason, status, body) => {
    expect(reasonOf(status, body)).toBe(reason);
  });

  it("is told for every reason that the model knows", () => {
    expect(new Set(TEXTS.map(([reason]) => reason))).toEqual(new Set(KNOWN_REASONS));
  });

  it.each([
    ["a text that nobody knows", 400, framework("Something new.")],
    ["a page of a proxy", 404, "<!doctype html><title>404</title>"],
    ["half an answer", 502, '{"detail": "Monthly sync li'],
    ["nothing", 500, ""],
    ["a list", 400, ["Monthly sync limit reached."]],
    ["a value of another kind", 400, { detail: { message: "Not found." } }],
  ])("is unknown for %s", (_, status, body) => {
    expect(reasonOf(status, body)).toBeUndefined();
  });
});

describe("the field that the server blames", () => {
  it.each([
    ["sync_frequency", "sync_frequency"],
    ["phx_secret", undefined],
    [null, undefined],
    [7, undefined],
  ])("%j becomes %s", (attr, expected) => {
    expect(faultOf("PATCH /x", 400, JSON.stringify({ detail: "No.", attr }))).toMatchObject({ attr: expected });
  });
});
