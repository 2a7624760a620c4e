import { describe, expect, it } from "vitest";
import { anId, ORDERS, oneSchema, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const [FIRST, SECOND, FOREIGN] = [anId(41), anId(42), anId(43)];
const SCHEMA = `external_data_schemas/${ORDERS}/destinations/`;
const OF_SOURCE = `external_data_sources/${SOURCE}/destinations/`;

const start = (schema?: readonly string[], source: readonly string[] = [FIRST]) =>
  aSandbox(
    oneSchema(
      schema === undefined ? {} : { extensions: { destination_ids: schema, own: "kept" } },
      { extensions: { destination_ids: source } },
      { extensions: { destinations: [{ id: FIRST }, { id: SECOND }, { id: FOREIGN, project_id: 2 }] } },
    ),
  );

const refused = (detail: string, { attr = "destination_ids", code = "invalid_input" } = {}) => ({
  status: 400,
  body: { type: "validation_error", code, detail, attr },
});

const PICK_ONE =
  "Pick at least one destination. To stop syncing this data, turn off syncing instead of removing every destination.";

describe("the destinations of a table", () => {
  it.each([
    [
      "its source's",
      undefined,
      { destination_ids: null, inherits_from_source: true, effective_destination_ids: [FIRST] },
    ],
    [
      "its own",
      [SECOND],
      { destination_ids: [SECOND], inherits_from_source: false, effective_destination_ids: [SECOND] },
    ],
  ])("are %s", async (_, own, body) => {
    const { call } = await start(own);
    expect(await call("GET", SCHEMA)).toMatchObject({ status: 200, body });
  });

  it("can be its own, and its source's again; the answer leaves out where it goes in the end", async () => {
    const { call, state } = await start([FIRST]);

    expect((await call("PATCH", SCHEMA, { body: { destination_ids: [SECOND] } })).body).toEqual({
      destination_ids: [SECOND],
      inherits_from_source: false,
    });
    expect(state().sources[0]!.schemas[0]!.extensions).toEqual({ destination_ids: [SECOND], own: "kept" });
    expect((await call("PATCH", SCHEMA, { body: { destination_ids: null } })).body).toEqual({
      destination_ids: null,
      inherits_from_source: true,
    });
    expect(state().sources[0]!.schemas[0]!.extensions).toEqual({ own: "kept" });
  });
});

describe("the destinations of a source", () => {
  it("are what its tables inherit", async () => {
    const { call } = await start();
    expect((await call("PATCH", OF_SOURCE, { body: { destination_ids: [SECOND, FIRST] } })).body).toEqual({
      destination_ids: [SECOND, FIRST],
    });
    expect((await call("GET", OF_SOURCE)).body).toEqual({ destination_ids: [SECOND, FIRST] });
    expect((await call("GET", SCHEMA)).body).toMatchObject({ effective_destination_ids: [SECOND, FIRST] });
  });

  it("cannot be none", async () => {
    const { call } = await start();
    expect(await call("PATCH", OF_SOURCE, { body: { destination_ids: null } })).toMatchObject(refused(PICK_ONE));
  });
});

describe.each([SCHEMA, OF_SOURCE])("PATCH %s is refused", (path) => {
  it.each([
    [{}, refused("This field is required.", { code: "required" })],
    [{ destination_ids: [] }, refused(PICK_ONE)],
    [{ destination_ids: FIRST }, refused('Expected a list of items but got type "str".', { code: "not_a_list" })],
    [{ destination_ids: ["x"] }, refused("Must be a valid UUID.", { attr: "destination_ids__0" })],
    [{ destination_ids: Array.from({ length: 11 }, (_, n) => anId(n)) }, refused("Pick at most 10 destinations.")],
    [
      { destination_ids: [FOREIGN, FIRST, anId(7)] },
      refused(`Unknown destinations: ${[anId(7), FOREIGN].toSorted().join(", ")}`),
    ],
  ])("with %j", async (body, answer) => {
    const { call, state } = await start();
    const before = state();
    expect(await call("PATCH", path, { body })).toMatchObject(answer);
    expect(state()).toEqual(before);
  });
});
