import { describe, expect, it } from "vitest";
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
}

const names = liveOrders()["columns"] as readonly { readonly name: string }[];
const without = (column: string): Members =>
  liveOrders({
    columns: names.filter(({ name }) => name !== column),
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
  {
    cause: "webhook-silent",
    document: shop([orders({ sync_type: "webhook" })], {
      webhook: {
        id: "0199c0de-0000-7000-8000-0000000000dd",
        schema_mapping: { "order.changed": "0199c0de-0000-7000-8000-000000000002" },
      },
      live_source: { webhook_provider: { exists: false } },
    }),
    kinds: ["fix_outside", "reload"],
    mend: (workspace) =>
      outside(workspace, ({ live_source }) =>
        Object.assign(live_source.webhook_provider, { exists: true, status: "enabled", enabled_events: ["*"] }),
      ),
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
  it.each(STORIES)("$cause", async ({ cause, document, runs, kinds, mend }) => {
    const workspace = await aWorkspace(document);
    workspace.declare(declaring({ sync_frequency: "6hour" }));
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

  it("takes a connection that has to be made again for one that is turned away", async () => {
    const workspace = await aWorkspace(failed("Your HubSpot connection has expired. Reconnect the integration."));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect((await diagnosed(workspace)).findings.map(({ cause }) => cause)).toEqual(["source-credentials"]);
  });

  it("leaves alone what somebody switched off while it was well", async () => {
    const workspace = await aWorkspace(shop([orders({ should_sync: false })]));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    expect(await diagnosed(workspace)).toEqual({ exit: 0, findings: [] });
  });
});
