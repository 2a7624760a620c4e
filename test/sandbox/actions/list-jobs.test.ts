import { describe, expect, it } from "vitest";
import { aDocument, aJob, anId, aSchema, aSource, ORDERS, oneSchema, SOURCE } from "../support/documents.js";
import { aSandbox, type Client } from "../support/running-sandbox.js";

const source = `external_data_sources/${SOURCE}/`;

const jobs = (count: number) =>
  Array.from({ length: count }, (_, index) => aJob({ id: anId(index), status: "Completed" }));

const idsOf = async ({ call }: Client, path: string) =>
  (await call<{ id: string }[]>("GET", path)).body.map(({ id }) => id);

const at = (micros: string) => `2026-01-01T00:00:00.${micros}+00:00`;

const minute = (number: number) => encodeURIComponent(`2026-01-01T00:0${number}:00Z`);

describe("jobs", () => {
  it("are shown with their schema, and without their workflow", async () => {
    const { call } = await aSandbox(
      oneSchema({}, { jobs: [aJob({ id: anId(1), status: "Completed", rows_synced: 3 })] }),
    );

    expect((await call("GET", `${source}jobs/`)).body).toEqual([
      {
        id: anId(1),
        created_at: "2026-01-01T00:00:00Z",
        created_by: null,
        finished_at: null,
        status: "Completed",
        schema: {
          id: ORDERS,
          name: "public.orders",
          label: null,
          should_sync: true,
          last_synced_at: null,
          sync_type: "full_refresh",
        },
        rows_synced: 3,
        latest_error: null,
        workflow_run_id: null,
        cdc_write_mode: null,
        billable: null,
        destination_ids: [],
      },
    ]);
  });

  it.each([
    { stored: "BillingLimitReached", shown: "Billing limits" },
    { stored: "BillingLimitTooLow", shown: "Billing limit too low" },
  ])("show the status $stored as $shown", async ({ stored, shown }) => {
    const { call } = await aSandbox(oneSchema({}, { jobs: [aJob({ status: stored })] }));

    expect((await call("GET", `${source}jobs/`)).body).toMatchObject([{ status: shown }]);
  });

  it("are a bare array, newest first, of 50 at most", async () => {
    const client = await aSandbox(oneSchema({}, { jobs: jobs(60) }));

    expect(await idsOf(client, `${source}jobs/?limit=3`)).toEqual(
      Array.from({ length: 50 }, (_, index) => anId(59 - index)),
    );
  });

  it("are paged by exclusive times", async () => {
    const client = await aSandbox(oneSchema({}, { jobs: jobs(5) }));

    expect(await idsOf(client, `${source}jobs/?before=${minute(2)}`)).toEqual([anId(1), anId(0)]);
    expect(await idsOf(client, `${source}jobs/?after=${minute(2)}`)).toEqual([anId(4), anId(3)]);
    expect(await idsOf(client, `${source}jobs/?after=${minute(0)}&before=${minute(2)}`)).toEqual([anId(1)]);
    expect(await idsOf(client, `${source}jobs/?before=2026-01-01T01:02:00+01:00`)).toEqual([anId(1), anId(0)]);
  });

  it("are told apart by the microsecond", async () => {
    const client = await aSandbox(
      oneSchema(
        {},
        {
          jobs: ["000100", "000300", "000200"].map((m, i) =>
            aJob({ id: anId(i), created_at: at(m), status: "Failed" }),
          ),
        },
      ),
    );

    expect(await idsOf(client, `${source}jobs/`)).toEqual([anId(1), anId(2), anId(0)]);
    expect(await idsOf(client, `${source}jobs/?before=${encodeURIComponent(at("000300"))}`)).toEqual([
      anId(2),
      anId(0),
    ]);
  });

  it.each([
    "2026-01-01T00:02:00",
    "2026-01-01 00:02",
    "2026-01-01T02:02:00+0200",
    "2026-01-01T02:02:00+02",
    "2026-01-01T00:02:00.000000z",
  ])("are bounded by %s: UTC unless it says otherwise", async (time) => {
    const client = await aSandbox(oneSchema({}, { jobs: jobs(5) }));

    expect(await idsOf(client, `${source}jobs/?before=${encodeURIComponent(time)}`)).toEqual([anId(1), anId(0)]);
  });

  it("are chosen by the names of tables", async () => {
    const client = await aSandbox(
      aDocument([
        aSource([aSchema({ name: "a" }), aSchema({ id: anId(7), name: "b" }), aSchema({ id: anId(8), name: "c" })], {
          jobs: [
            aJob({ id: anId(1) }),
            aJob({ id: anId(2), schema_id: anId(7) }),
            aJob({ id: anId(3), schema_id: anId(8) }),
          ],
        }),
      ]),
    );

    expect(await idsOf(client, `${source}jobs/?schemas=a&schemas=c`)).toEqual([anId(3), anId(1)]);
    expect(await idsOf(client, `${source}jobs/?schemas=${ORDERS}`)).toEqual([]);
  });

  it("refuse a time that is none", async () => {
    const { call } = await aSandbox(oneSchema());

    expect(await call("GET", `${source}jobs/?before=soon`)).toMatchObject({
      status: 400,
      body: { type: "validation_error", detail: "after and before must be ISO 8601 timestamps.", attr: null },
    });
  });
});
