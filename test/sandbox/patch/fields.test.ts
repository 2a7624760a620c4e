import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

describe("a field that is wrong by itself", () => {
  it.each([
    ["should_sync", null, "This field may not be null.", "null"],
    ["should_sync", "perhaps", "Must be a valid boolean.", undefined],
    ["sync_type", "cdc2", '"cdc2" is not a valid choice.', "invalid_choice"],
    ["sync_type", 5, '"5" is not a valid choice.', "invalid_choice"],
    ["incremental_field", "", "This field may not be blank.", "blank"],
    ["incremental_field", true, "Not a valid string.", undefined],
    ["incremental_field_type", "text", '"text" is not a valid choice.', "invalid_choice"],
    [
      "incremental_field_lookback_seconds",
      5_184_001,
      "Ensure this value is less than or equal to 5184000.",
      "max_value",
    ],
    ["incremental_field_lookback_seconds", -1, "Ensure this value is greater than or equal to 0.", "min_value"],
    ["incremental_field_lookback_seconds", 1.5, "A valid integer is required.", undefined],
    ["incremental_field_lookback_seconds", "soon", "A valid integer is required.", undefined],
    [
      "sync_frequency",
      "never",
      '"never" is not a sync frequency. To stop syncing this table, set should_sync to false.',
      undefined,
    ],
    [
      "sync_frequency",
      "1min",
      '"1min" is not a valid sync frequency. The fastest sync frequency is 5 minutes.',
      "invalid_choice",
    ],
    [
      "sync_frequency",
      "hourly",
      '"hourly" is not a valid sync frequency. The fastest sync frequency is 5 minutes.',
      "invalid_choice",
    ],
    [
      "sync_time_of_day",
      "25:00:00",
      "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].",
      undefined,
    ],
    [
      "full_refresh_time_of_day",
      "noon",
      "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].",
      undefined,
    ],
    ["full_refresh_interval_days", 0, "Ensure this value is greater than or equal to 1.", "min_value"],
    ["full_refresh_interval_days", 91, "Ensure this value is less than or equal to 90.", "max_value"],
    ["primary_key_columns", "id", 'Expected a list of items but got type "str".', "not_a_list"],
    ["cdc_table_mode", "all", '"all" is not a valid choice.', "invalid_choice"],
    ["api_version", "v".repeat(129), "Ensure this field has no more than 128 characters.", "max_length"],
  ])("%s = %j", async (field, value, detail, code) => {
    const server = await oneTable();
    const before = server.document();

    const answer = await server.patch({ [field]: value });

    expect(answer).toEqual(invalid(detail, { attr: field, ...(code !== undefined && { code }) }));
    expect(server.document()).toEqual(before);
    expect(server.effects()).toEqual([]);
  });

  it("names the place in a list", async () => {
    const server = await oneTable();
    const answer = await server.patch({ primary_key_columns: ["id", null] });
    expect(answer).toEqual(invalid("This field may not be null.", { attr: "primary_key_columns__1", code: "null" }));
  });

  it("is reported in the order of the API's fields, not of the request", async () => {
    const server = await oneTable();
    const answer = await server.patch({ cdc_table_mode: "x", sync_frequency: "x", sync_type: "x" });
    expect(answer.body).toMatchObject({ attr: "sync_type" });
  });
});

describe("a request body", () => {
  it.each([
    [[], "list"],
    ["text", "str"],
    [5, "int"],
  ])("that is %j is refused", async (body, type) => {
    const server = await oneTable();
    expect(await server.patch(body)).toEqual(invalid(`Invalid data. Expected a dictionary, but got ${type}.`));
  });

  it("may be absent", async () => {
    const server = await oneTable();
    expect(await server.patch(undefined)).toMatchObject({ status: 200, body: { name: "public.orders" } });
  });

  it.each([
    ["an unknown field", { sync_frequencey: "1hour" }],
    ["a read-only field", { name: "other", status: "Failed", latest_error: "x" }],
    ["null for the frequency", { sync_frequency: null }],
    ["null for the table mode", { cdc_table_mode: null }],
    ["nothing", {}],
  ])("with %s changes nothing", async (_, body) => {
    const server = await oneTable();
    const before = server.document();

    const answer = await server.patch(body);

    expect(answer.status).toBe(200);
    expect(server.document()).toEqual(before);
    expect(server.effects()).toEqual([]);
  });

  it("is answered with the whole schema, without its source", async () => {
    const server = await oneTable();
    const { body } = await server.patch({ sync_frequency: "1hour" });
    expect(body).toMatchObject({ sync_frequency: "1hour", sync_type: "incremental", incremental: true, source: null });
  });

  it.each([
    ["a frequency as a text of a choice", { should_sync: "false" }, { should_sync: false }],
    ["a number in digits", { incremental_field_lookback_seconds: "60" }, { incremental_field_lookback_seconds: 60 }],
    ["the least lookback", { incremental_field_lookback_seconds: 0 }, { incremental_field_lookback_seconds: 0 }],
    [
      "the greatest lookback",
      { incremental_field_lookback_seconds: 5_184_000 },
      { incremental_field_lookback_seconds: 5_184_000 },
    ],
    ["the greatest interval", { full_refresh_interval_days: 90 }, { full_refresh_interval_days: 90 }],
    ["null as a write", { incremental_field_lookback_seconds: null }, { incremental_field_lookback_seconds: null }],
    ["null as a write of the type", { sync_type: null }, { sync_type: null }],
  ])("may carry %s", async (_, body, stored) => {
    const server = await oneTable({ schema: { incremental_field_lookback_seconds: 30 } });
    expect(await server.patch(body)).toMatchObject({ status: 200, body: stored });
    expect(server.schema()).toMatchObject(stored);
  });
});
