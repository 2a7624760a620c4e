import { describe, expect, it } from "vitest";
import { aJob, anId, ORDERS, oneSchema } from "../support/documents.js";
import { aSandbox, type Client } from "../support/running-sandbox.js";

const cancel = ({ call }: Client) => call("POST", `external_data_schemas/${ORDERS}/cancel/`);
const running = { status: "Running", latest_error: null };
const failed = { status: "Failed", latest_error: "Sync cancelled by user" };
const CANCELLED = { kind: "workflow_cancelled", schema_id: ORDERS, workflow_id: "workflow-1" };
const V3 = "v3-kafka-s3";

describe("cancel", () => {
  it.each([
    { pipeline: V3, engine: "ok", state: "open", after: failed, effects: [CANCELLED] },
    { pipeline: V3, engine: "ok", state: "gone", after: failed, effects: [CANCELLED] },
    { pipeline: V3, engine: "not_found", state: "open", after: failed, effects: [CANCELLED] },
    { pipeline: V3, engine: "unavailable", state: "open", after: failed, effects: [] },
    { pipeline: "v2-non-dlt", engine: "ok", state: "open", after: running, effects: [CANCELLED] },
    { pipeline: "v2-non-dlt", engine: "ok", state: "gone", after: failed, effects: [CANCELLED] },
    { pipeline: "v1-dlt-sync", engine: "not_found", state: "open", after: failed, effects: [CANCELLED] },
    { pipeline: null, engine: "ok", state: "open", after: running, effects: [CANCELLED] },
  ])(
    "leaves job and schema $after.status on $pipeline, workflow $state, engine $engine",
    async ({ pipeline, engine, state, after, effects }) => {
      const job = aJob({ pipeline_version: pipeline, workflow_state: state });
      const server = { now: "2026-09-24T12:00:00Z", temporal: { cancel: engine } };
      const client = await aSandbox(oneSchema({ status: "Running" }, { jobs: [job] }, { server }));

      expect(await cancel(client)).toMatchObject({ status: 200, body: undefined });

      const finished_at = after === failed ? "2026-09-24T12:00:00Z" : null;
      expect(client.state()).toMatchObject({
        effects,
        sources: [{ schemas: [after], jobs: [{ ...after, finished_at }] }],
      });
    },
  );

  it("comes too late for a run that ends meanwhile", async () => {
    const schema = { status: "Running", extensions: { finishes_at_cancel: true } };
    const client = await aSandbox(oneSchema(schema, { jobs: [aJob()] }));

    expect(await cancel(client)).toMatchObject({ status: 400, body: { detail: "The sync already finished." } });

    const completed = { status: "Completed", latest_error: null };
    expect(client.state()).toMatchObject({
      effects: [],
      sources: [{ schemas: [completed], jobs: [completed] }],
    });
  });

  it("is refused when an older workflow cannot be reached", async () => {
    const job = aJob({ pipeline_version: "v2-non-dlt" });
    const server = { temporal: { cancel: "unavailable" } };
    const client = await aSandbox(oneSchema({ status: "Running" }, { jobs: [job] }, { server }));
    const before = client.state();

    expect(await cancel(client)).toMatchObject({
      status: 400,
      body: { detail: "Could not cancel the running sync. Please try again." },
    });
    expect(client.state()).toEqual(before);
  });

  it.each([
    { what: "no job at all", jobs: [], after: { status: "Failed", latest_error: "old" } },
    {
      what: "a newest job that failed",
      jobs: [
        aJob({ created_at: "2026-02-01T00:00:00Z" }),
        aJob({ id: anId(1), created_at: "2026-03-01T00:00:00Z", status: "Failed", latest_error: "boom" }),
      ],
      after: { status: "Failed", latest_error: "boom" },
    },
    {
      what: "a job over the limit",
      jobs: [aJob({ status: "BillingLimitTooLow" })],
      after: { status: "BillingLimitTooLow", latest_error: null },
    },
    {
      what: "a job that completed",
      jobs: [aJob({ status: "Completed" })],
      after: { status: "Completed", latest_error: null },
    },
  ])("mends a stuck Running with $what", async ({ jobs, after }) => {
    const client = await aSandbox(oneSchema({ status: "Running", latest_error: "old" }, { jobs }));

    expect(await cancel(client)).toMatchObject({
      status: 200,
      body: { detail: "No sync was running. The sync status has been updated." },
    });
    expect(client.state()).toMatchObject({ effects: [], sources: [{ schemas: [after] }] });
  });

  it.each([
    { what: "nothing runs", schema: { status: "Completed" }, jobs: [] },
    { what: "the job has no workflow", schema: { status: "Running" }, jobs: [aJob({ workflow_id: null })] },
    {
      what: "a halted table only looks as if",
      schema: { status: "Running", internal: { cdc_broken: { reason: "slot_missing" } } },
      jobs: [],
    },
  ])("is refused when $what", async ({ schema, jobs }) => {
    const client = await aSandbox(oneSchema(schema, { jobs }));
    const before = client.state();

    expect(await cancel(client)).toMatchObject({ status: 400, body: { detail: "No running sync to cancel." } });
    expect(client.state()).toEqual(before);
  });

  it("marks the job of a halted table and leaves the table", async () => {
    const halted = {
      status: "Failed",
      latest_error: "slot lost",
      internal: { cdc_broken: { reason: "slot_missing" } },
    };
    const client = await aSandbox(oneSchema(halted, { jobs: [aJob()] }));

    expect((await cancel(client)).status).toBe(200);

    expect(client.state().sources[0]).toMatchObject({ schemas: [halted], jobs: [failed] });
  });
});
