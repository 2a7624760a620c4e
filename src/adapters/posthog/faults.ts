import type { KnownReason, ServiceFault } from "../../model/fault.js";
import { FIELDS } from "../../model/settings.js";
import { isRecord } from "../../model/is-record.js";
import type { JsonObject } from "./decode/json-object.js";

/**
 * Texts of the server that change what a client should do, old spellings included. An apostrophe may be straight or curly.
 * The first that fits decides, so the narrower one stands first.
 */
const TEXTS: readonly (readonly [KnownReason, RegExp])[] = [
  ["key-invalid", /personal api key found in request .* is invalid/i],
  ["key-missing", /authentication credentials were not provided/i],
  ["key-scope", /api key missing required scope/i],
  ["key-unsupported", /does not support personal api key access/i],
  ["key-project", /does not have access to the requested (project|team|environment)|^project not found/i],
  ["keys-disallowed", /does not allow using personal api keys/i],
  ["access-level", /^you do not have \w+ access to this (table|resource)/i],
  ["managed-by-posthog", /is managed by posthog and cannot be changed/i],
  ["billing", /^monthly sync limit reached/i],
  ["start-failed", /^couldn.t start the sync/i],
  ["key-change-refused", /^primary key cannot be changed after data has been synced/i],
  ["key-required", /requires a primary key on table|has no primary key to sync incrementally on/i],
  ["cdc-not-enabled", /^cdc is not enabled on this source/i],
  ["cdc-team-flag", /^cdc is not enabled for this team/i],
  ["cdc-already-enabled", /^cdc is already enabled on this source/i],
  ["cdc-prerequisites", /^cdc prerequisites not met/i],
  [
    "publication",
    /only lets a table.s owner publish it|^couldn.t (connect to your database to )?add .* to change data capture/i,
  ],
  ["webhook-setup", /^failed to (set up webhook|register webhook on your source|create webhook)/i],
  ["webhook-in-use", /^cannot delete webhook while tables are using webhook sync/i],
  ["webhook-only", /can only be synced via webhooks/i],
  ["no-run-to-cancel", /^(no running sync to cancel|the sync already finished)/i],
  ["no-frequency", /^this table has no sync frequency/i],
  ["source-unreachable", /could not connect to|^invalid credentials|^could not (discover schema|fetch schemas)/i],
];

const STATUSES: Readonly<Record<number, KnownReason>> = { 404: "not-found", 429: "throttled" };

/** A failed answer as a fault. Nothing of its body goes further than a code of ours and a field of ours. */
export function faultOf(call: string, status: number, text: string): ServiceFault {
  if (status >= 300 && status < 400) return { kind: "status", call, status, reason: "redirected", attr: undefined };
  const body = parseBody(text);
  const said = textsOf(body);
  const reason = TEXTS.find(([, pattern]) => said.some((sentence) => pattern.test(sentence)))?.[0];
  // A bare 404 may come from anything that is not PostHog; its own always carries JSON.
  const fallback = body === undefined && status !== 429 ? undefined : STATUSES[status];
  return {
    kind: "status",
    call,
    status,
    reason: reason ?? fallback,
    attr: FIELDS.find((field) => field === body?.["attr"]),
  };
}

function parseBody(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // a proxy's page, or half an answer: the status is all there is to go by
  }
}

/** Where the five shapes of PostHog's errors keep their sentence: {detail, …}, {message}, {detail}, {error}, {message, errors}. */
const textsOf = (body: JsonObject | undefined): readonly string[] =>
  ["detail", "message", "error"].map((key) => body?.[key]).filter((value) => typeof value === "string");
