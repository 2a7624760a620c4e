import { describe, expect, it } from "vitest";
import { aDocument, aJob, anId, aSchema, aSource, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const OTHER = anId(9);
const PERIOD = { period_start: "2026-09-01T00:00:00Z", period_end: "2026-10-01T00:00:00Z" };
const run = (n: number, created_at: string, members = {}) =>
  aJob({ id: anId(n), status: "Completed", rows_synced: 100, created_at, ...members });

const ask = async (billing: unknown, source: object = {}) => {
  const jobs = [
    run(20, "2026-09-01T00:00:00Z"),
    run(21, "2026-09-30T23:59:59Z", { billable: false }),
    run(22, "2026-08-31T23:59:59Z"),
    run(23, "2026-10-01T00:00:00Z"),
  ];
  const { call } = await aSandbox(
    aDocument([aSource([aSchema()], { jobs, ...source }), aSource([], { id: OTHER })], { extensions: { billing } }),
  );
  const { status, body } = await call("GET", "data_warehouse/total_rows_stats/");
  return { status, body };
};

describe("total_rows_stats", () => {
  it.each([
    ["what is not billed yet on top", 30, 100, 70],
    ["nothing on top of what is", 500, 500, 0],
  ])("counts the rows of the billing period, with %s", async (_, tracked_rows, total, pending) => {
    expect(await ask({ ...PERIOD, tracked_rows })).toEqual({
      status: 200,
      body: {
        billing_available: true,
        billing_interval: "month",
        billing_period_start: PERIOD.period_start,
        billing_period_end: PERIOD.period_end,
        total_rows: total,
        tracked_billing_rows: tracked_rows,
        pending_billing_rows: pending,
        materialized_rows_in_billing_period: 0,
        breakdown_of_rows_by_source: { [SOURCE]: 200, [OTHER]: 0 },
      },
    });
  });

  it("leaves out of its breakdown what may not be viewed", async () => {
    const { body } = await ask(PERIOD, { user_access_level: "none" });
    expect(body).toMatchObject({ total_rows: 100 });
    expect(body).toHaveProperty("breakdown_of_rows_by_source", { [OTHER]: 0 });
  });

  it("knows nothing without billing", async () => {
    expect(await ask(undefined)).toMatchObject({ status: 200, body: { billing_available: false, total_rows: 0 } });
  });

  it("fails with an error of its own shape", async () => {
    expect(await ask({ unreachable: true })).toEqual({
      status: 500,
      body: { error: "An error occurred retrieving billing information" },
    });
  });
});
