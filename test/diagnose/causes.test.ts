import { describe, expect, it } from "vitest";
import { CAUSES } from "../../src/diagnose/causes/all.js";
import { cdcOn, declaring, job, liveOrders, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";
import { diagnosed, follow, inPostHog, outside } from "./follow.js";

type Members = Readonly<Record<string, unknown>>;

interface Story {
  readonly cause: string;
  readonly document: Members;
  /** a run has to fail first; otherwise the document shows it already */
  readonly runs?: true;
  readonly kinds: readonly string[];
  readonly mend?: (workspace: Workspace) => Promise<void> | void;
  /** what the file says of the table */
  readonly declared?: Members;
}

const ITEMS_ID = "0199c0de-0000-7000-8000-000000000012";
const columns = liveOrders()["columns"] as readonly { readonly name: string }[];
const without = (column: string): Members =>
  liveOrders({
    columns: columns.filter(({ name }) => name !== column),
    primary_keys: column === "id" ? null : ["id"],
    incremental_fields: (liveOrders()["incremental_fields"] as readonly { readonly field: string }[]).filter(
      ({ field }) => field !== column,
    ),
  });
const refusing = (credentials_error: string): Members => shop([orders()], { live_source: { credentials_error } });
const accept = (workspace: Workspace) =>
  outside(workspace, ({ live_source }) => void (live_source.credentials_error = null));
const giveTable = (table: Members) => (workspace: Workspace) =>
  outside(workspace, ({ live_source }) => void (live_source.tables = [table]));
const captured = (live: Members, cdc: Members = { extraction_schedule: { paused: false } }): Members =>
  shop(
    [
      orders({
        sync_type: "cdc",
        incremental_field: null,
        incremental_field_type: null,
        internal: { cdc_mode: "streaming" },
      }),
    ],
    {
      ...cdcOn(),
      cdc,
      live_source: {
        cdc: { slot_exists: true, publication_exists: true, published_tables: ["public.orders"], ...live },
      },
    },
  );
const repair = async (workspace: Workspace): Promise<void> => {
  await inPostHog(workspace, "repair_cdc");
  workspace.sandbox.moveClock(60);
};
const row = (members: Members): Members => ({
  tenant_id: 1,
  status: "new",
  created_at: "2026-11-22T10:00:00",
  updated_at: "2026-11-22T10:00:00",
  ...members,
});
const doubled: Members = { rows: [row({ id: 1 }), row({ id: 1, status: "double" })] };
const failed = (latest_error: string | null, members: Members = {}): Members =>
  shop([orders({ status: "Failed", latest_error, ...members })], {
    jobs: [job({ status: "Failed", latest_error })],
  });

const delivered = (webhook_provider: Members): Members =>
  shop([orders({ sync_type: "webhook" })], {
    webhook: {
      id: "0199c0de-0000-7000-8000-0000000000dd",
      schema_mapping: { "order.changed": "0199c0de-0000-7000-8000-000000000002" },
    },
    live_source: { webhook_provider },
  });
const deliver = (workspace: Workspace) =>
  outside(workspace, ({ live_source }) =>
    Object.assign(live_source.webhook_provider, { exists: true, status: "enabled", enabled_events: ["*"] }),
  );

const SWITCHED_OFF = ["fix_outside", "reload", "change_yaml"];

const STORIES: readonly Story[] = [
  {
    cause: "source-credentials",
    document: refusing('password authentication failed for user "posthog"'),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: accept,
  },
  {
    cause: "ssh-tunnel",
    document: refusing("BaseSSHTunnelForwarderError: Could not establish session to SSH gateway"),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: accept,
  },
  {
    cause: "source-unreachable-now",
    document: refusing('connection to server at "db.example", port 5432 failed: Connection refused'),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: accept,
  },
  {
    cause: "missing-relation",
    document: shop([orders()], { live_source: { tables: [] } }),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: giveTable(liveOrders()),
  },
  {
    cause: "missing-column",
    document: shop([orders()], { live_source: { tables: [without("updated_at")] } }),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: giveTable(liveOrders()),
  },
  {
    cause: "sync-key-missing",
    document: shop([orders({ primary_key_columns: null })], { live_source: { tables: [without("id")] } }),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: giveTable(liveOrders()),
  },
  {
    cause: "key-not-unique",
    document: shop([orders()], { live_source: { tables: [liveOrders({ extensions: doubled })] } }),
    runs: true,
    kinds: SWITCHED_OFF,
    mend: ({ sandbox }) =>
      sandbox.change([
        {
          source_id: "0199c0de-0000-7000-8000-000000000001",
          table: "public.orders",
          op: "delete",
          where: { status: "double" },
        },
      ]),
  },
  {
    cause: "schema-drift",
    document: shop([orders({ row_filters: [{ column: "region", operator: "=", value: "eu" }] })]),
    runs: true,
    kinds: ["fix_outside", "reload"],
    mend: (workspace) =>
      outside(workspace, ({ schemas: [schema] }) => {
        if (schema === undefined) return;
        schema["available_columns"] = [
          ...(schema["available_columns"] as readonly unknown[]),
          { name: "region", data_type: "text", is_nullable: false },
        ];
      }),
  },
  { cause: "cdc-slot-missing", document: captured({ slot_exists: false }), kinds: ["fix_outside"], mend: repair },
  {
    cause: "cdc-publication-missing",
    document: captured({ publication_exists: false }),
    kinds: ["fix_outside"],
    mend: repair,
  },
  {
    cause: "cdc-table-unpublished",
    document: captured({ published_tables: ["public.items"] }),
    kinds: ["fix_outside", "reload"],
    mend: (workspace) =>
      outside(workspace, ({ live_source }) => void live_source.cdc.published_tables.push("public.orders")),
  },
  {
    cause: "cdc-wal",
    document: captured({ lag_bytes: 3 * 1024 ** 3 }),
    kinds: ["reload", "fix_outside"],
    mend: (workspace) => outside(workspace, ({ live_source }) => void (live_source.cdc.lag_bytes = 0)),
  },
  {
    cause: "cdc-paused",
    document: captured({}, { extraction_schedule: { paused: true } }),
    kinds: ["fix_outside"],
    mend: (workspace) => outside(workspace, ({ cdc }) => void (cdc.extraction_schedule = { paused: false })),
  },
  { cause: "webhook-silent", document: delivered({ exists: false }), kinds: ["fix_outside", "reload"], mend: deliver },
  {
    cause: "webhook-silent",
    document: delivered({ exists: true, status: "disabled", enabled_events: ["*"] }),
    kinds: ["fix_outside", "reload"],
    mend: deliver,
  },
  {
    cause: "webhook-silent",
    document: delivered({ exists: true, status: "enabled", enabled_events: ["refund.made"] }),
    kinds: ["fix_outside", "reload"],
    mend: deliver,
  },
  {
    cause: "webhook-silent",
    document: shop([orders({ sync_type: "webhook" })]),
    kinds: ["fix_outside", "reload"],
    mend: (workspace) => inPostHog(workspace, "create_webhook"),
  },
  {
    cause: "sync-type-unsupported",
    document: failed(
      "This table has a sync type that PostHog does not support. Choose another sync type, then re-enable the sync.",
      { sync_type: null, incremental_field: null, incremental_field_type: null, table: null, should_sync: false },
    ),
    kinds: ["change_yaml", "reload", "change_yaml"],
    declared: { sync_type: "full_refresh", sync_frequency: "6hour" },
  },
  {
    cause: "billing-limit-reached",
    document: shop([orders({ status: "BillingLimitReached" })], { jobs: [job({ status: "BillingLimitReached" })] }),
    kinds: ["fix_outside", "reload"],
  },
  { cause: "stuck-running", document: shop([orders({ status: "Running" })]), kinds: ["cancel", "reload"] },
  { cause: "run-was-cancelled", document: failed("Sync cancelled by user"), kinds: ["reload"] },
  { cause: "switched-off", document: failed("Something odd", { should_sync: false }), kinds: SWITCHED_OFF },
  { cause: "unknown-error", document: failed("Something odd"), kinds: ["reload", "fix_outside"] },
];

describe("diagnose names the cause, and its advice brings the table back without wiping a row", () => {
  it.each(STORIES)("$cause", async ({ cause, document, runs, kinds, mend, declared }) => {
    const workspace = await aWorkspace(document);
    workspace.declare(declaring(declared ?? { sync_frequency: "6hour" }));
    if (runs === true) expect((await workspace.warehog("reload", "shop/public.orders", "--yes")).exit).toBe(1);

    const before = await diagnosed(workspace);
    expect(before.exit).toBe(2);
    expect(before.findings.map((finding) => [finding.address, finding.cause])).toEqual([["shop/public.orders", cause]]);
    const advice = before.findings[0]?.advice ?? [];
    expect(advice.map(({ kind }) => kind)).toEqual(kinds);
    await follow(workspace, advice, () => mend?.(workspace));

    expect(await diagnosed(workspace, "shop/public.orders")).toEqual({ exit: 0, findings: [] });
    expect(workspace.writes().filter((write) => write === "resync" || write === "delete_data")).toEqual([]);
  });

  it("has a story of every cause that diagnose can name", () => {
    expect([...new Set(STORIES.map(({ cause }) => cause))].toSorted()).toEqual(
      CAUSES.map(({ code }) => code).toSorted(),
    );
  });

  it("takes a connection that has to be made again for one that is turned away", async () => {
    const workspace = await aWorkspace(failed("Your HubSpot connection has expired. Reconnect the integration."));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map(({ cause }) => cause)).toEqual(["source-credentials"]);
  });

  it.each([
    ["Timeout", "unknown-error"],
    ["The operation timed out", "unknown-error"],
    ["canceling statement due to statement timeout", "unknown-error"],
    ["activity Heartbeat timeout", "unknown-error"],
    ["HTTPSConnectionPool(host='api.example', port=443): Read timed out. (read timeout=30)", "source-unreachable-now"],
    ["connection to server at 10.0.0.1, port 5432 failed: timeout expired", "source-unreachable-now"],
    ["connect ETIMEDOUT 10.0.0.1:3306", "source-unreachable-now"],
    ["invalid_grant: Token has been expired or revoked.", "source-credentials"],
    ['{"error": "invalid_grant", "error_description": "Bad Request"}', "source-credentials"],
    ["Unsupported grant type, or the response type changed", "unknown-error"],
    ["The content type of the answer is incompatible", "unknown-error"],
    ["authentication type 10 differs from what was asked for: mismatched types", "unknown-error"],
    ['column "status" has a different type: string, was int64', "schema-drift"],
    ["Data type of a column changed", "schema-drift"],
  ])("tells by what an error says, and guesses nothing: %s", async (latest_error, cause) => {
    const workspace = await aWorkspace(failed(latest_error));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map((finding) => finding.cause)).toEqual([cause]);
  });

  it("sends nobody to correct a password where a grant has expired", async () => {
    const workspace = await aWorkspace(failed("invalid_grant: Token has been expired or revoked."));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings[0]?.advice[0]?.text).toMatch(/^connect the source again/);
  });

  it.each([
    { published_tables: ["archive.orders"], ill: ["cdc-table-unpublished"] },
    { published_tables: ["archive.orders", "public.orders"], ill: [] },
    { published_tables: ["orders"], ill: [] },
  ])("takes no table of another schema for the one that is published: %o", async ({ published_tables, ill }) => {
    const workspace = await aWorkspace(captured({ published_tables }));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map(({ cause }) => cause)).toEqual(ill);
  });

  it.each([
    ['replication slot "posthog_x" is active for PID 4711', "unknown-error"],
    ["The replication slot is currently in use by another connection. PostHog will retry shortly.", "unknown-error"],
    ['replication slot "posthog_x": server closed the connection, connection lost', "source-unreachable-now"],
    ["logical decoding requires wal_level >= logical", "unknown-error"],
    ["Could not authenticate with the source database. Check the configured username.", "source-credentials"],
    ["The replication slot no longer exists on the source database.", "cdc-slot-missing"],
    ['replication slot "posthog_x" does not exist', "cdc-slot-missing"],
    ['table "public.orders" is not part of the publication', "cdc-table-unpublished"],
    ["The publication used for change data capture no longer exists on the source.", "cdc-publication-missing"],
    ['publication "posthog_pub" does not exist', "cdc-publication-missing"],
    ['replication slot "posthog_x" has been invalidated', "cdc-wal"],
  ])("asks for a new snapshot only where changes are lost: %s", async (latest_error, cause) => {
    const document = captured({});
    const [source] = document["sources"] as readonly { readonly schemas: Record<string, unknown>[] }[];
    Object.assign(source?.schemas[0] ?? {}, { status: "Failed", latest_error });
    const workspace = await aWorkspace(document);
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map((finding) => finding.cause)).toEqual([cause]);
  });

  it.each([
    { sync_type: "incremental", rows_synced: 0, ill: ["stuck-running"] },
    { sync_type: "incremental", rows_synced: 5_000_000, ill: [] },
    { sync_type: "full_refresh", rows_synced: 0, ill: [] },
  ])("gives a run that reads a whole table days, for a cancel throws away what it has read: %o", async (run) => {
    const { sync_type, rows_synced, ill } = run;
    const running = job({ status: "Running", created_at: "2026-11-20T12:00:00Z", finished_at: null, rows_synced });
    const workspace = await aWorkspace(shop([orders({ status: "Running", sync_type })], { jobs: [running] }));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map(({ cause }) => cause)).toEqual(ill);
  });

  it.each([
    ['Schema mismatch: column "status" was string, is int64', {}, ["change_yaml", "resync"]],
    ["Schema mismatch: two types in one column", {}, ["resync"]],
    ['Schema mismatch: column "updated_at" was timestamp, is string', {}, ["resync"]],
    ["Data type of a column is incompatible", { sync_type: "full_refresh" }, []],
    ['invalid input syntax for type integer: "n/a" in column "status"', {}, ["change_yaml"]],
    ["ArrowInvalid: Could not convert a value", {}, []],
  ])("offers another import for %s only where nothing milder helps: %o", async (latest_error, members, kinds) => {
    const workspace = await aWorkspace(failed(latest_error, members));
    workspace.declare(declaring({ sync_frequency: "6hour" }));
    const [finding] = (await diagnosed(workspace)).findings;

    expect(finding?.cause).toBe("schema-drift");
    expect(finding?.advice.map(({ kind }) => kind)).toEqual(["fix_outside", "reload"]);
    expect(finding?.otherwise.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("brings a table back whose column changed its type by leaving that column out, without a row read again", async () => {
    const workspace = await aWorkspace(failed('Schema mismatch: column "status" was string, is int64'));
    workspace.declare(declaring({ sync_frequency: "6hour" }));
    const [finding] = (await diagnosed(workspace)).findings;
    const milder = finding?.otherwise.filter(({ kind }) => kind === "change_yaml") ?? [];
    await follow(workspace, [...milder, ...(finding?.advice ?? [])], () => undefined);

    expect(await diagnosed(workspace, "shop/public.orders")).toEqual({ exit: 0, findings: [] });
    expect(workspace.writes()).toEqual(["PATCH", "reload"]);
  });

  it("blames missing events on the tables that they tell of, and on no other of the source", async () => {
    const items = { id: ITEMS_ID, name: "public.items", sync_type: "webhook" };
    const document = shop([orders({ sync_type: "webhook" }), orders(items)], {
      webhook: {
        id: "0199c0de-0000-7000-8000-0000000000dd",
        schema_mapping: { order: "0199c0de-0000-7000-8000-000000000002", item: ITEMS_ID },
      },
      live_source: {
        tables: [
          liveOrders({ webhook_events: ["order.changed"] }),
          liveOrders({ name: "public.items", webhook_events: ["item.made"] }),
        ],
        webhook_provider: { exists: true, status: "enabled", enabled_events: ["item.made"] },
      },
    });
    const workspace = await aWorkspace(document);
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map(({ address }) => address)).toEqual(["shop/public.orders"]);
  });

  it("makes no webhook anew, and blames none, where the provider did not say what it holds", async () => {
    const workspace = await aWorkspace(delivered({ exists: true, status: "enabled", read_error: "no permission" }));
    workspace.declare(declaring({ sync_frequency: "6hour" }, { webhook: { inputs: {} } }));

    expect((await diagnosed(workspace)).findings).toEqual([]);
    expect((await workspace.plan()).plan.items).toEqual([]);
  });

  it("tells apart what several tables of one source suffer from, after a real run of each", async () => {
    const names = ["public.orders", "public.items", "public.users", "public.tags"] as const;
    const schemas = names.map((name, index) =>
      orders({
        id: `0199c0de-0000-7000-8000-00000000002${index}`,
        name,
        primary_key_columns: index === 2 ? null : ["id"],
      }),
    );
    const broken = [
      without("updated_at"),
      { ...without("id"), name: "public.users" },
      liveOrders({ name: "public.tags" }),
    ];
    const workspace = await aWorkspace(shop(schemas, { jobs: [], live_source: { tables: broken } }));
    workspace.declare(
      declaring({}, { tables: Object.fromEntries(names.map((name) => [name, { sync_frequency: "6hour" }])) }),
    );
    await workspace.warehog("reload", ...names.map((name) => `shop/${name}`), "--yes");

    const { findings } = await diagnosed(workspace);
    expect(findings.map(({ table, cause }) => [table, cause])).toEqual([
      ["public.items", "missing-relation"],
      ["public.orders", "missing-column"],
      ["public.users", "sync-key-missing"],
    ]);
    const mended = names.map((name) => liveOrders({ name }));
    // Each patch fits the file as it stands when it is shown.
    for (const { address } of findings) {
      const [finding] = (await diagnosed(workspace, address)).findings;
      await follow(workspace, finding?.advice ?? [], () =>
        outside(workspace, ({ live_source }) => void (live_source.tables = mended)),
      );
    }

    expect(await diagnosed(workspace)).toEqual({ exit: 0, findings: [] });
    expect(workspace.writes().filter((write) => write === "resync" || write === "delete_data")).toEqual([]);
  });

  it("leaves alone what somebody switched off while it was well", async () => {
    const workspace = await aWorkspace(shop([orders({ should_sync: false })]));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect(await diagnosed(workspace)).toEqual({ exit: 0, findings: [] });
  });
});
