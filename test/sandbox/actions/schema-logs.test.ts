import { describe, expect, it } from "vitest";
import { oneSchema, ORDERS } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const LOGS = [
  { timestamp: "2026-09-24T06:00:00.000100Z", level: "info", message: "Syncing 50% of rows", instance_id: "run-1" },
  { timestamp: "2026-09-24T06:00:01Z", level: "warning", message: "Slow", instance_id: "run-1" },
  { timestamp: "2026-09-24T07:00:00Z", level: "ERROR", message: "Could not connect", instance_id: "run-2" },
];

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly results: readonly { readonly message: string }[];
}

const read = async (query: string, logs: unknown = LOGS) => {
  const { call } = await aSandbox(oneSchema({ extensions: { logs } }));
  return call<Page>("GET", `external_data_schemas/${ORDERS}/logs/${query}`);
};

const messages = async (query: string): Promise<readonly string[]> =>
  (await read(query)).body.results.map(({ message }) => message);

describe("the logs of a schema", () => {
  it("are newest first, with levels in capitals", async () => {
    const { status, body } = await read("");
    expect(status).toBe(200);
    expect(body).toEqual({
      count: 3,
      next: null,
      previous: null,
      results: LOGS.toReversed().map((line) => ({ ...line, level: line.level.toUpperCase(), log_source_id: ORDERS })),
    });
  });

  it.each([
    ["?limit=1", ["Could not connect"]],
    ["?limit=2&offset=1", ["Slow"]],
    ["?level=error", ["Could not connect"]],
    ["?level=WARNING,info", ["Slow", "Syncing 50% of rows"]],
    ["?search=COULD%20not", ["Could not connect"]],
    ["?search=50%25", ["Syncing 50% of rows"]],
    ["?instance_id=run-1", ["Slow", "Syncing 50% of rows"]],
    ["?after=2026-09-24T06:00:01Z", ["Could not connect"]],
    ["?before=2026-09-24T06:00:01Z", ["Syncing 50% of rows"]],
    ["?after=2026-09-24T06:00:00.0001Z&before=2026-09-24T07:00:00Z", ["Slow"]],
  ])("%s shows %j", async (query, shown) => {
    expect(await messages(query)).toEqual(shown);
  });

  it("have no page beyond their limit: what is not read is not counted", async () => {
    expect((await read("?limit=2")).body).toMatchObject({ count: 2, next: null });
    expect((await read("?limit=2&offset=2")).body).toMatchObject({ count: 2, results: [] });
  });

  it("are 50 lines unless more are asked for", async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ timestamp: "2026-09-24T06:00:00Z", message: String(n) }));
    expect((await read("", many)).body.count).toBe(50);
    expect((await read("?limit=500", many)).body.count).toBe(60);
  });

  it.each([
    ["?limit=0", "limit", "min_value", "Ensure this value is greater than or equal to 1."],
    ["?limit=501", "limit", "max_value", "Ensure this value is less than or equal to 500."],
    ["?limit=x", "limit", "invalid_input", "A valid integer is required."],
    [
      "?after=yesterday",
      "after",
      "invalid_input",
      "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
    ],
  ])("%s is refused", async (query, attr, code, detail) => {
    expect(await read(query)).toMatchObject({ status: 400, body: { type: "validation_error", code, detail, attr } });
  });

  it.each([[null], ["no list"], [[1]]])("are none where a document keeps %j", async (logs) => {
    expect((await read("", logs)).body).toMatchObject({ count: 0, results: [] });
  });
});
