import { describe, expect, it } from "vitest";
import type { PatchBody } from "../../src/model/plan.js";
import { BEFORE, DECLARED, type ChangeParts } from "../support/change.js";
import { planned } from "../support/plan-change.js";

const off = { should_sync: false } as const;
const on = { should_sync: true } as const;
const failed = { status: "Failed", latest_error: "connection refused" };
const key = { primary_key_columns: ["tenant_id", "id"] };

describe("the patch", () => {
  it.each<{ readonly behaviour: string; readonly parts: ChangeParts; readonly body: PatchBody | undefined }>([
    { behaviour: "is left out where nothing is to be written", parts: {}, body: undefined },
    {
      behaviour: "holds what changes and nothing else",
      parts: { declared: { sync_type: "incremental", sync_frequency: "1hour", primary_key_columns: ["id"] } },
      body: { sync_frequency: "1hour" },
    },
    {
      behaviour: "sends field and type of a new cursor together, without the type of sync",
      parts: { declared: { incremental_field: "created_at" } },
      body: { incremental_field: "created_at", incremental_field_type: "datetime" },
    },
    {
      behaviour: "sends the cursor with a switch although it stands already",
      parts: { declared: DECLARED.append },
      body: { sync_type: "append", incremental_field: "updated_at", incremental_field_type: "datetime" },
    },
    {
      behaviour: "sends no cursor with a switch to a type that reads none",
      parts: { declared: DECLARED.cdc },
      body: { sync_type: "cdc" },
    },
    {
      behaviour: "repeats the type for a key on cdc, and puts the pause back",
      parts: { before: BEFORE.cdc, declared: key },
      body: { should_sync: true, sync_type: "cdc", ...key },
    },
    {
      behaviour: "repeats the type for a key on xmin, and puts the pause back",
      parts: { before: BEFORE.xmin, declared: key },
      body: { should_sync: true, sync_type: "xmin", ...key },
    },
    {
      behaviour: "does not repeat the type for a key on webhook",
      parts: { before: BEFORE.webhook, declared: key },
      body: key,
    },
    {
      behaviour: "leaves should_sync out of a trial",
      parts: { before: off, declared: { ...on, sync_frequency: "1hour" }, live: failed, strategy: "enable" },
      body: { sync_frequency: "1hour" },
    },
    {
      behaviour: "keeps a declared null",
      parts: { before: { enabled_columns: ["id"] }, declared: { enabled_columns: null } },
      body: { enabled_columns: null },
    },
  ])("$behaviour", ({ parts, body }) => {
    expect(planned(parts).body).toEqual(body);
  });
});
