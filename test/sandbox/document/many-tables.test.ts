import { describe, expect, it } from "vitest";
import { aDocument, anId, aSchema, aSource, aTable } from "../support/documents.js";
import { aClock, aSandbox } from "../support/running-sandbox.js";

const COUNT = 10_000;
const PER_SOURCE = 500;

const many = aDocument(
  Array.from({ length: COUNT / PER_SOURCE }, (_, s) => {
    const first = s * PER_SOURCE;
    const numbers = Array.from({ length: PER_SOURCE }, (__, i) => first + i);
    return aSource(
      numbers.map((n) => aSchema({ id: anId(n), name: `public.table_${n}`, table: aTable({ name: `table_${n}` }) })),
      {
        id: anId(COUNT + s),
        jobs: numbers.map((n) => ({ id: anId(2 * COUNT + n), schema_id: anId(n), status: "Completed" })),
        live_source: { tables: numbers.map((n) => ({ name: `public.table_${n}`, row_count: 1 })) },
      },
    );
  }),
  { server: { auto_progress: true } },
);

describe("10,000 tables", () => {
  it("load, are listed page by page, and are found by their id", async () => {
    const { call } = await aSandbox(many);

    const page = await call("GET", `external_data_schemas/?offset=${COUNT - 1}`);

    expect(page.body).toMatchObject({ count: COUNT, next: null, results: [{ id: anId(0) }] });
    expect((await call("GET", `external_data_schemas/${anId(COUNT - 1)}/`)).body).toMatchObject({
      name: "public.table_9999",
    });
  });

  it("all move when their schedules fire at once", async () => {
    const clock = aClock();
    const { call, state } = await aSandbox(many, { clock });

    clock.advance(21_601);
    await call("GET", "external_data_sources/");

    const statuses = state().sources.flatMap((source) => source.schemas.map((schema) => schema.status));
    expect(new Set(statuses)).toEqual(new Set(["Completed"]));
    expect(statuses).toHaveLength(COUNT);
  });
});
