import { describe, expect, it } from "vitest";
import { aDocument, aJob, anId, aSchema, aSource, aTable, ORDERS, oneSchema, SOURCE } from "../support/documents.js";
import { aSandbox, type Client } from "../support/running-sandbox.js";

const OVER_LIMIT = { message: "Monthly sync limit reached. Please increase your billing limit to resume syncing." };
const NOT_STARTED = { detail: "Couldn't start the sync. Try again in a few minutes." };
const NO_FREQUENCY = {
  type: "validation_error",
  code: "invalid_input",
  detail: "This table has no sync frequency, so its sync cannot be scheduled. Set a sync frequency first.",
  attr: "sync_frequency",
};
const TRIGGERED = { kind: "sync_triggered", schema_id: ORDERS };
const CANCELLED = { kind: "workflow_cancelled", schema_id: ORDERS, workflow_id: "workflow-1" };

const act = ({ call }: Client, action: string) => call("POST", `external_data_schemas/${ORDERS}/${action}/`);
const schemaOf = ({ state }: Client) => state().sources[0]!.schemas[0]!;
const temporal = (members: object) => ({ server: { temporal: members } });

describe.each(["reload", "resync"])("%s", (action) => {
  it("triggers a run and says Running at once, with an empty body and no job", async () => {
    const client = await aSandbox(oneSchema({ status: "Completed" }));

    expect(await act(client, action)).toMatchObject({ status: 200, body: undefined });

    expect(schemaOf(client).status).toBe("Running");
    expect(client.state()).toMatchObject({ effects: [TRIGGERED], sources: [{ jobs: [] }] });
  });

  it("works on a schema that is switched off", async () => {
    const client = await aSandbox(oneSchema({ should_sync: false, schedule: { paused: true } }));

    expect((await act(client, action)).status).toBe(200);

    expect(client.state().effects).toEqual([TRIGGERED]);
    expect(schemaOf(client)).toMatchObject({ should_sync: false, status: "Running", schedule: { paused: true } });
  });

  it.each([
    { should_sync: true, sync_time_of_day: "13:30:20", paused: false, first_run: true, offset_seconds: 5420 },
    { should_sync: false, sync_time_of_day: null, paused: true, first_run: false, offset_seconds: 0 },
  ])(
    "creates a missing schedule instead of a trigger, running: $should_sync",
    async ({ paused, first_run, offset_seconds, ...schema }) => {
      const client = await aSandbox(oneSchema({ ...schema, schedule: null, sync_frequency: "12hour" }));

      expect((await act(client, action)).status).toBe(200);

      expect(client.state().effects).toEqual([{ kind: "schedule_created", schema_id: ORDERS, first_run }]);
      expect(schemaOf(client).schedule).toEqual({ paused, every_seconds: 43_200, offset_seconds });
      expect(schemaOf(client).status).toBe("Running");
    },
  );

  it.each([
    { what: "the server says so", server: { sync_limit_reached: true }, other: {} },
    { what: "any schema of the project is Paused", server: {}, other: { status: "Paused" } },
  ])("is refused over the monthly limit, when $what", async ({ server, other }) => {
    const client = await aSandbox(aDocument([aSource([aSchema(), aSchema({ id: anId(1), ...other })])], { server }));
    const before = client.state();

    expect(await act(client, action)).toMatchObject({ status: 400, body: OVER_LIMIT });
    expect(client.state()).toEqual(before);
  });

  it.each([
    { what: "a deleted schema", other: { deleted: true }, project_id: 1 },
    { what: "another project", other: {}, project_id: 2 },
  ])("is not stopped by the Paused of $what", async ({ other, project_id }) => {
    const client = await aSandbox(
      aDocument(
        [
          aSource([aSchema()]),
          aSource([aSchema({ id: anId(1), status: "Paused", ...other })], { id: anId(2), project_id }),
        ],
        { projects: [{ id: 1 }, { id: 2 }] },
      ),
    );

    expect((await act(client, action)).status).toBe(200);
  });

  it.each([
    { what: "no trigger goes through", engine: { trigger: "unavailable" }, schedule: { paused: false } },
    { what: "the missing schedule cannot be created", engine: { schedule_write: "unavailable" }, schedule: null },
    {
      what: "no trigger goes through that could miss the schedule",
      engine: { trigger: "unavailable" },
      schedule: null,
    },
  ])("is refused and leaves the status when $what", async ({ engine, schedule }) => {
    const client = await aSandbox(oneSchema({ status: "Completed", schedule }, {}, temporal(engine)));

    expect(await act(client, action)).toMatchObject({ status: 400, body: NOT_STARTED });

    expect(client.state().effects).toEqual([]);
    expect(schemaOf(client)).toMatchObject({ status: "Completed", schedule: schedule && { paused: false } });
    expect(schemaOf(client).internal.reset_pipeline).toBe(action === "resync");
  });

  it("is refused for a schema without an interval", async () => {
    const client = await aSandbox(oneSchema({ sync_frequency: null, schedule: null }));

    expect(await act(client, action)).toMatchObject({ status: 400, body: NO_FREQUENCY });
    expect(schemaOf(client)).toMatchObject({ status: null, schedule: null });
  });

  it.each([{ cdc_broken: { reason: "slot_missing" } }, { cdc_extraction_paused: { since: "today" } }])(
    "triggers a halted table without saying Running: %j",
    async (internal) => {
      const client = await aSandbox(oneSchema({ sync_type: "cdc", status: "Failed", internal }));

      expect((await act(client, action)).status).toBe(200);

      expect(schemaOf(client).status).toBe("Failed");
      expect(client.state().effects).toEqual([TRIGGERED]);
    },
  );

  it("has nothing to do on a source that is queried live", async () => {
    const capabilities = { supports_scheduled_sync: false };
    const client = await aSandbox(oneSchema({ schedule: null }, { access_method: "direct", capabilities }));
    const before = client.state();

    expect((await act(client, action)).status).toBe(200);
    expect(client.state()).toEqual(before);
  });
});

describe("reload", () => {
  it("changes nothing that the server keeps to itself", async () => {
    const internal = { initial_sync_complete: true, incremental_field_last_value: 5, table_max_values: { id: 5 } };
    const client = await aSandbox(oneSchema({ sync_type: "incremental", internal }, { jobs: [aJob()] }));
    const before = client.state();

    await act(client, "reload");

    expect(schemaOf(client).internal).toEqual(before.sources[0]!.schemas[0]!.internal);
    expect(client.state().sources[0]!.jobs).toEqual(before.sources[0]!.jobs);
  });
});

describe("resync", () => {
  const internal = { initial_sync_complete: true, incremental_field_last_value: 5, xmin_last_value: 9 };

  it("marks the wipe; cursor and table stay until a run begins", async () => {
    const client = await aSandbox(oneSchema({ sync_type: "incremental", table: aTable(), internal }));
    const before = schemaOf(client);

    await act(client, "resync");

    expect(schemaOf(client)).toEqual({
      ...before,
      status: "Running",
      internal: { ...before.internal, reset_pipeline: true },
    });
  });

  it.each([
    { job: aJob(), effects: [CANCELLED, TRIGGERED] },
    { job: aJob({ workflow_id: null }), effects: [TRIGGERED] },
    { job: aJob({ status: "Completed" }), effects: [TRIGGERED] },
  ])(
    "cancels what runs before it triggers: $job.status $job.workflow_id $job.workflow_state",
    async ({ job, effects }) => {
      const client = await aSandbox(oneSchema({}, { jobs: [job] }));

      expect((await act(client, "resync")).status).toBe(200);

      expect(client.state().effects).toEqual(effects);
      expect(client.state().sources[0]!.jobs[0]!.status).toBe(job["status"]);
    },
  );

  it("looks at the newest job only, wherever it stands", async () => {
    const jobs = [
      aJob({ created_at: "2026-05-01T00:00:00Z", status: "Failed" }),
      aJob({ id: anId(1), created_at: "2026-04-01T00:00:00Z" }),
    ];
    const client = await aSandbox(oneSchema({}, { jobs }));

    await act(client, "resync");

    expect(client.state().effects).toEqual([TRIGGERED]);
  });

  it.each([
    { what: "fails", job: aJob(), engine: { cancel: "unavailable" }, effects: [] },
    { what: "finds no workflow", job: aJob(), engine: { cancel: "not_found" }, effects: [CANCELLED] },
    { what: "comes too late", job: aJob({ workflow_state: "gone" }), engine: {}, effects: [CANCELLED] },
  ])("answers 500 and saves nothing when the cancel call $what", async ({ job, engine, effects }) => {
    const client = await aSandbox(oneSchema({ internal }, { jobs: [job] }, temporal(engine)));
    const before = client.state();

    expect(await act(client, "resync")).toMatchObject({
      status: 500,
      body: { type: "server_error", code: "error", detail: "A server error occurred.", attr: null },
    });
    expect(client.state()).toEqual({ ...before, effects });
  });
});

describe("resync of a CDC table", () => {
  const streaming = {
    cdc_mode: "streaming",
    initial_sync_complete: true,
    cdc_last_log_position: "0/1",
    cdc_snapshot_lane: "buffer",
  };
  const cdc = (jobs: readonly object[], engine = {}, internal = {}) =>
    oneSchema(
      { sync_type: "cdc", status: "Completed", internal: { ...streaming, ...internal } },
      { jobs, cdc: { extraction_schedule: { paused: false } } },
      temporal(engine),
    );
  const startedOver = {
    cdc_mode: "snapshot",
    initial_sync_complete: false,
    cdc_last_log_position: null,
    cdc_reset_pending: null,
    reset_pipeline: true,
    cdc_snapshot_lane: "buffer",
  };
  const PAUSED = { kind: "schedule_paused", schema_id: ORDERS };
  const CAPTURE = { kind: "cdc_extraction_triggered", source_id: SOURCE };

  it.each([
    { what: "nothing runs", jobs: [], engine: {}, effects: [TRIGGERED] },
    {
      what: "its workflow has ended",
      jobs: [aJob({ workflow_state: "gone" })],
      engine: {},
      effects: [CANCELLED, TRIGGERED],
    },
    {
      what: "the engine knows no such workflow",
      jobs: [aJob()],
      engine: { cancel: "not_found" },
      effects: [CANCELLED, TRIGGERED],
    },
  ])("starts over when $what", async ({ jobs, engine, effects }) => {
    const client = await aSandbox(cdc(jobs, engine, { cdc_reset_pending: { awaiting_slot: true } }));

    expect((await act(client, "resync")).status).toBe(200);

    expect(schemaOf(client)).toMatchObject({ status: "Running", internal: startedOver });
    expect(client.state().effects).toEqual(effects);
  });

  it.each([
    { what: "its sync is still running", engine: {}, effects: [CANCELLED, PAUSED, CAPTURE] },
    { what: "the cancel call fails", engine: { cancel: "unavailable" }, effects: [PAUSED, CAPTURE] },
  ])("is handed to capture when $what", async ({ engine, effects }) => {
    const client = await aSandbox(cdc([aJob()], engine));

    expect(await act(client, "resync")).toMatchObject({ status: 200, body: undefined });

    expect(schemaOf(client)).toMatchObject({
      status: "Completed",
      schedule: { paused: true },
      internal: {
        ...streaming,
        reset_pipeline: false,
        cdc_reset_pending: { trigger: true, clear_deferred_runs: true },
      },
    });
    expect(client.state().effects).toEqual(effects);
  });

  it.each([{ cdc_broken: { reason: "slot_missing" } }, { cdc_extraction_paused: { since: "today" } }])(
    "is handed to a capture that its repair will start: %j",
    async (halt) => {
      const client = await aSandbox(cdc([aJob()], {}, halt));

      await act(client, "resync");

      expect(schemaOf(client).internal.cdc_reset_pending).toMatchObject({ trigger: true });
      expect(client.state().effects).toEqual([CANCELLED, PAUSED]);
    },
  );

  it("keeps waiting for a slot that an earlier reset waits for", async () => {
    const client = await aSandbox(cdc([aJob()], {}, { cdc_reset_pending: { awaiting_slot: true } }));

    await act(client, "resync");

    expect(schemaOf(client).internal.cdc_reset_pending).toEqual({
      awaiting_slot: true,
      trigger: true,
      clear_deferred_runs: true,
    });
  });
});
