import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Effect, Strategy } from "../../src/model/effect.js";
import type { StepKind } from "../../src/model/plan.js";
import { cdcOn, declaring, job, liveOrders, neverSynced, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";

type Members = Readonly<Record<string, unknown>>;

interface Transition {
  readonly change: string;
  readonly live?: Members;
  readonly source?: Members;
  readonly declared: Members;
  readonly file?: Members;
  /** chosen by the consent; the policy's default where left out */
  readonly strategy?: Strategy;
  readonly effect: Effect;
  readonly codes: readonly string[];
  readonly steps: readonly StepKind[];
  readonly writes: readonly string[];
}

const CURSOR: Members = { incremental_field: "updated_at", incremental_field_type: "timestamp" };
const INCREMENTAL: Members = { sync_type: "incremental", ...CURSOR };
const APPEND: Members = { sync_type: "append", ...CURSOR };
const FULL: Members = { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null };
const CDC: Members = {
  ...FULL,
  sync_type: "cdc",
  internal: { cdc_mode: "streaming", cdc_last_log_position: "0/1", incremental_field_last_value: null },
};
const XMIN: Members = {
  ...FULL,
  sync_type: "xmin",
  internal: { xmin_last_value: 900, incremental_field_last_value: null },
};
const WEBHOOK: Members = { ...FULL, sync_type: "webhook" };
const OFF: Members = { should_sync: false };
const ON: Members = { should_sync: true };

const deliveredBy = (exists: boolean): Members => ({
  webhook: exists
    ? { id: "0199c0de-0000-7000-8000-0000000000ee", schema_mapping: { order: "0199c0de-0000-7000-8000-000000000002" } }
    : null,
  live_source: {
    tables: [liveOrders()],
    webhook_provider: { exists, enabled_events: exists ? ["order.changed"] : null },
  },
});
const webhookOnly: Members = {
  ...deliveredBy(true),
  live_source: {
    tables: [liveOrders({ webhook_only: true })],
    webhook_provider: { exists: true, enabled_events: ["order.changed"] },
  },
};

const IMPORTED: readonly StepKind[] = ["hold", "patch", "import", "await", "verify"];
const REBUILT: readonly StepKind[] = ["hold", "pause", "delete_data", "patch", "import", "await", "verify"];
const WRITTEN: readonly StepKind[] = ["patch", "verify"];

const TRANSITIONS: readonly Transition[] = [
  {
    change: "another frequency",
    declared: { sync_frequency: "1hour" },
    effect: "safe",
    codes: ["schedule-changed"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  {
    change: "a time of day",
    declared: { sync_time_of_day: "03:00:00" },
    effect: "safe",
    codes: ["schedule-changed"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  {
    change: "a lookback",
    declared: { sync_type: "incremental", incremental_field_lookback_seconds: 3600 },
    effect: "safe",
    codes: ["lookback-changed"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  {
    change: "a scheduled full refresh",
    declared: { full_refresh_interval_days: 30 },
    effect: "wipe",
    codes: ["full-refresh-schedule"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  {
    change: "a scheduled full refresh of an append table",
    live: APPEND,
    declared: { full_refresh_interval_days: 30 },
    effect: "loss",
    codes: ["full-refresh-schedule"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  { change: "on → off", declared: OFF, effect: "safe", codes: ["turned-off"], steps: WRITTEN, writes: ["PATCH"] },
  {
    change: "on → off while a run is in flight",
    live: { status: "Running" },
    source: {
      jobs: [job({ status: "Running", created_at: "2026-11-22T12:00:00Z", finished_at: null, workflow_state: "open" })],
    },
    declared: OFF,
    effect: "disruptive",
    codes: ["run-cancelled", "turned-off"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  {
    change: "type, key, cursor and on in one change",
    live: { ...FULL, ...OFF },
    declared: {
      sync_type: "incremental",
      incremental_field: "created_at",
      incremental_field_type: "timestamp",
      primary_key_columns: ["tenant_id", "id"],
      should_sync: true,
    },
    effect: "wipe",
    codes: ["full-refresh-to-incremental", "key-changed", "turned-on"],
    steps: ["hold", "delete_data", "patch", "import", "await", "verify"],
    writes: ["delete_data", "PATCH", "reload"],
  },
  {
    change: "cdc → incremental with another key",
    live: CDC,
    source: cdcOn(),
    declared: { ...INCREMENTAL, primary_key_columns: ["tenant_id", "id"] },
    effect: "wipe",
    codes: ["from-cdc", "key-changed"],
    steps: REBUILT,
    writes: ["PATCH", "delete_data", "PATCH", "reload"],
  },
  {
    change: "incremental → cdc with another key, another frequency and columns",
    source: cdcOn(),
    declared: {
      sync_type: "cdc",
      primary_key_columns: ["tenant_id", "id"],
      sync_frequency: "15min",
      enabled_columns: ["id", "tenant_id", "status"],
    },
    effect: "wipe",
    codes: ["columns-narrowed", "key-changed", "schedule-changed", "to-cdc"],
    steps: REBUILT,
    writes: ["PATCH", "delete_data", "PATCH", "resync"],
  },
  {
    change: "off → on, incremental",
    live: OFF,
    declared: ON,
    effect: "safe",
    codes: ["turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "off → on, full_refresh",
    live: { ...FULL, ...OFF },
    declared: ON,
    effect: "safe",
    codes: ["turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "off → on, append",
    live: { ...APPEND, ...OFF },
    declared: ON,
    effect: "safe",
    codes: ["turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "off → on, xmin",
    live: { ...XMIN, ...OFF },
    declared: ON,
    effect: "safe",
    codes: ["turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "off → on, cdc with a managed publication",
    live: { ...CDC, ...OFF },
    source: cdcOn(),
    declared: ON,
    effect: "wipe",
    codes: ["cdc-turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "off → on, cdc with a publication of one's own",
    live: { ...CDC, ...OFF },
    source: cdcOn("self_managed"),
    declared: ON,
    effect: "wipe",
    codes: ["cdc-turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "the same, keeping the rows",
    strategy: "keep",
    live: { ...CDC, ...OFF },
    source: cdcOn("self_managed"),
    declared: ON,
    effect: "gap",
    codes: ["cdc-turned-on"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "off → on, webhook after its first sync",
    live: { ...WEBHOOK, ...OFF },
    source: deliveredBy(true),
    declared: ON,
    effect: "wipe",
    codes: ["webhook-turned-on"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "off → on, webhook-only",
    live: { ...WEBHOOK, ...OFF },
    source: webhookOnly,
    declared: ON,
    effect: "gap",
    codes: ["webhook-turned-on"],
    steps: WRITTEN,
    writes: ["PATCH"],
  },
  {
    change: "off → on of a table that failed, as a trial",
    strategy: "enable",
    live: { ...OFF, status: "Failed", latest_error: "column does not exist" },
    source: { jobs: [job({ status: "Failed", latest_error: "column does not exist" })] },
    declared: ON,
    effect: "safe",
    codes: ["trial-run", "turned-on"],
    steps: ["hold", "import", "await", "enable", "verify"],
    writes: ["reload", "PATCH"],
  },
  {
    change: "a first import",
    live: neverSynced(),
    declared: { ...INCREMENTAL, primary_key_columns: ["id"], should_sync: true },
    effect: "costly",
    codes: ["first-import"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "a table without rows that stays off",
    live: neverSynced(),
    declared: { ...INCREMENTAL, primary_key_columns: ["id"] },
    effect: "safe",
    codes: ["stays-off"],
    steps: ["hold", "patch", "verify"],
    writes: ["PATCH"],
  },
  {
    change: "full_refresh → incremental",
    live: FULL,
    declared: INCREMENTAL,
    effect: "safe",
    codes: ["full-refresh-to-incremental"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "full_refresh → incremental when the newest run failed",
    live: { ...FULL, status: "Failed", latest_error: "timeout" },
    source: { jobs: [job({ status: "Failed", latest_error: "timeout" })] },
    declared: INCREMENTAL,
    effect: "safe",
    codes: ["full-refresh-to-incremental"],
    steps: ["hold", "catch_up", "patch", "import", "await", "verify"],
    writes: ["reload", "PATCH", "reload"],
  },
  {
    change: "incremental → full_refresh",
    declared: { sync_type: "full_refresh" },
    effect: "wipe",
    codes: ["to-full-refresh"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "append → full_refresh",
    live: APPEND,
    declared: { sync_type: "full_refresh" },
    effect: "loss",
    codes: ["to-full-refresh"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "webhook → full_refresh",
    live: WEBHOOK,
    source: deliveredBy(true),
    declared: { sync_type: "full_refresh" },
    effect: "wipe",
    codes: ["from-webhook", "to-full-refresh"],
    steps: [...IMPORTED, "delete_webhook"],
    writes: ["PATCH", "reload", "delete_webhook"],
  },
  {
    change: "another cursor",
    declared: { incremental_field: "id", incremental_field_type: "integer" },
    effect: "wipe",
    codes: ["cursor-changed"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "another cursor, rebuilding the table",
    strategy: "rebuild",
    declared: { incremental_field: "id", incremental_field_type: "integer" },
    effect: "wipe",
    codes: ["cursor-changed"],
    steps: REBUILT,
    writes: ["PATCH", "delete_data", "PATCH", "reload"],
  },
  {
    change: "another cursor, keeping the rows",
    strategy: "keep",
    declared: { incremental_field: "id", incremental_field_type: "integer" },
    effect: "gap",
    codes: ["cursor-changed"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "another cursor of an append table",
    live: APPEND,
    declared: { incremental_field: "id", incremental_field_type: "integer" },
    effect: "loss",
    codes: ["cursor-changed"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "another key on incremental",
    declared: { primary_key_columns: ["tenant_id", "id"] },
    effect: "wipe",
    codes: ["key-changed"],
    steps: REBUILT,
    writes: ["PATCH", "delete_data", "PATCH", "reload"],
  },
  {
    change: "another key on cdc",
    live: CDC,
    source: cdcOn(),
    declared: { primary_key_columns: ["tenant_id", "id"] },
    effect: "wipe",
    codes: ["key-changed"],
    steps: REBUILT,
    writes: ["PATCH", "delete_data", "PATCH", "resync"],
  },
  {
    change: "another key on xmin",
    live: XMIN,
    declared: { primary_key_columns: ["tenant_id", "id"] },
    effect: "wipe",
    codes: ["key-changed"],
    steps: REBUILT,
    writes: ["PATCH", "delete_data", "PATCH", "reload"],
  },
  {
    change: "a first key on an incremental table",
    live: { primary_key_columns: null },
    declared: { primary_key_columns: ["id"] },
    effect: "wipe",
    codes: ["first-key"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "a first key, keeping the rows",
    strategy: "keep",
    live: { primary_key_columns: null },
    declared: { primary_key_columns: ["id"] },
    effect: "safe",
    codes: ["first-key"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "a key on append",
    live: APPEND,
    declared: { primary_key_columns: ["tenant_id", "id"] },
    effect: "loss",
    codes: ["first-key"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "a key on webhook",
    live: WEBHOOK,
    source: deliveredBy(true),
    declared: { primary_key_columns: ["tenant_id", "id"] },
    effect: "wipe",
    codes: ["webhook-key"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "full_refresh → append",
    live: FULL,
    declared: APPEND,
    effect: "wipe",
    codes: ["full-refresh-to-append"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "full_refresh → append, keeping the rows",
    strategy: "keep",
    live: FULL,
    declared: APPEND,
    effect: "disruptive",
    codes: ["full-refresh-to-append"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "incremental → append",
    declared: { sync_type: "append" },
    effect: "disruptive",
    codes: ["incremental-to-append"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "append → incremental",
    live: APPEND,
    declared: { sync_type: "incremental" },
    effect: "loss",
    codes: ["append-to-incremental"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "append → incremental, keeping the rows",
    strategy: "keep",
    live: APPEND,
    declared: { sync_type: "incremental" },
    effect: "loss",
    codes: ["append-to-incremental"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "incremental → cdc on a source that has none yet",
    declared: { sync_type: "cdc" },
    file: { cdc: { management_mode: "posthog" } },
    effect: "wipe",
    codes: ["to-cdc"],
    steps: ["hold", "enable_cdc", "patch", "import", "await", "verify"],
    writes: ["enable_cdc", "PATCH", "resync"],
  },
  {
    change: "full_refresh → cdc, keeping the rows",
    strategy: "keep",
    live: FULL,
    source: cdcOn(),
    declared: { sync_type: "cdc" },
    effect: "gap",
    codes: ["to-cdc"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "cdc → incremental",
    live: CDC,
    source: cdcOn(),
    declared: INCREMENTAL,
    effect: "wipe",
    codes: ["from-cdc"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "cdc_only → incremental",
    live: { ...CDC, cdc_table_mode: "cdc_only" },
    source: cdcOn(),
    declared: INCREMENTAL,
    effect: "loss",
    codes: ["from-cdc"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "a cdc table gains its history",
    live: CDC,
    source: cdcOn(),
    declared: { cdc_table_mode: "both" },
    effect: "wipe",
    codes: ["cdc-target-added"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "cdc_only gains the current rows",
    live: { ...CDC, cdc_table_mode: "cdc_only" },
    source: cdcOn(),
    declared: { cdc_table_mode: "both" },
    effect: "loss",
    codes: ["cdc-target-added"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "a cdc table drops its history",
    live: { ...CDC, cdc_table_mode: "both" },
    source: cdcOn(),
    declared: { cdc_table_mode: "consolidated" },
    effect: "disruptive",
    codes: ["cdc-target-dropped"],
    steps: ["hold", "patch", "verify"],
    writes: ["PATCH"],
  },
  {
    change: "xmin → incremental",
    live: XMIN,
    declared: INCREMENTAL,
    effect: "wipe",
    codes: ["xmin-crossed"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "incremental → xmin",
    declared: { sync_type: "xmin" },
    effect: "wipe",
    codes: ["xmin-crossed"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "append → xmin",
    live: APPEND,
    declared: { sync_type: "xmin", primary_key_columns: ["id"] },
    effect: "loss",
    codes: ["xmin-crossed"],
    steps: IMPORTED,
    writes: ["PATCH"],
  },
  {
    change: "full_refresh → webhook, narrowed by a run before and after",
    strategy: "keep",
    live: FULL,
    source: deliveredBy(false),
    declared: { sync_type: "webhook", sync_frequency: "24hour" },
    effect: "gap",
    codes: ["schedule-changed", "to-webhook"],
    steps: ["hold", "catch_up", "patch", "create_webhook", "import", "await", "verify"],
    writes: ["reload", "PATCH", "reload"],
  },
  {
    change: "incremental → webhook with a new import",
    strategy: "resync",
    source: deliveredBy(false),
    declared: { sync_type: "webhook" },
    effect: "wipe",
    codes: ["to-webhook"],
    steps: ["hold", "patch", "create_webhook", "import", "await", "verify"],
    writes: ["PATCH", "resync"],
  },
  {
    change: "webhook → incremental",
    live: WEBHOOK,
    source: deliveredBy(true),
    declared: { ...INCREMENTAL, primary_key_columns: ["id"] },
    effect: "gap",
    codes: ["from-webhook"],
    steps: [...IMPORTED, "delete_webhook"],
    writes: ["PATCH", "reload", "delete_webhook"],
  },
  {
    change: "fewer columns",
    declared: { enabled_columns: ["id", "status", "updated_at"] },
    effect: "disruptive",
    codes: ["columns-narrowed"],
    steps: ["hold", "patch", "verify"],
    writes: ["PATCH"],
  },
  {
    change: "more columns",
    live: { enabled_columns: ["id", "updated_at"] },
    declared: { enabled_columns: null },
    effect: "wipe",
    codes: ["columns-widened"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "more columns of a full_refresh table",
    live: { ...FULL, enabled_columns: ["id", "updated_at"] },
    declared: { enabled_columns: null },
    effect: "safe",
    codes: ["columns-widened"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "a row filter",
    declared: { row_filters: [{ column: "status", operator: "=", value: "open" }] },
    effect: "wipe",
    codes: ["filters-changed"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
  {
    change: "a row filter of a full_refresh table",
    live: FULL,
    declared: { row_filters: [{ column: "status", operator: "=", value: "open" }] },
    effect: "safe",
    codes: ["filters-changed"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "another version of the provider's API",
    source: {
      capabilities: {
        supports_row_filters: true,
        detects_primary_keys: true,
        supported_api_versions: ["2024-09-30", "2025-03-31"],
        default_api_version: "2024-09-30",
      },
    },
    declared: { api_version: "2025-03-31" },
    effect: "disruptive",
    codes: ["api-version-changed"],
    steps: IMPORTED,
    writes: ["PATCH", "reload"],
  },
  {
    change: "a type for rows whose type nobody set",
    live: { sync_type: null, should_sync: false },
    declared: { ...INCREMENTAL, should_sync: true },
    effect: "unknown",
    codes: ["turned-on", "type-unknown"],
    steps: IMPORTED,
    writes: ["PATCH", "resync"],
  },
];

const NEED_CONSENT: readonly Effect[] = ["gap", "wipe", "loss", "unknown"];

const wantsRun = ({ steps }: Transition): boolean => steps.includes("await");
/** PostHog takes no other key while there are rows. */
const canBeWrittenAtOnce = ({ codes, steps }: Transition): boolean =>
  !(codes.includes("key-changed") && steps.includes("delete_data"));
/** One for each way to import. */
const WITH_FREQUENCY: readonly string[] = [
  "another cursor",
  "another cursor, rebuilding the table",
  "another cursor, keeping the rows",
  "full_refresh → webhook, narrowed by a run before and after",
  "webhook → incremental",
];
const isImport = (write: string): boolean => ["reload", "resync", "delete_data"].includes(write);

const worldOf = ({ live = {}, source = {} }: Transition): Members => shop([orders(live)], source);

/** Planned, with the consents that it needs; the plan is in plan.json. */
async function planned(transition: Transition) {
  const { declared, file = {}, strategy, effect } = transition;
  const workspace = await aWorkspace(worldOf(transition));
  workspace.declare(declaring(declared, file));
  const consents = ["--write-consent", ...(strategy === undefined ? [] : ["--strategy", strategy])];
  if (strategy === "enable") {
    const [item] = (await workspace.plan()).plan.items;
    expect(item?.problems.map(({ code }) => code)).toEqual(["failed-and-disabled"]);
    workspace.declare(declaring({ ...declared, consent: [{ id: item?.id, strategy, reason: "mended" }] }, file));
  } else if (NEED_CONSENT.includes(effect) || strategy !== undefined) {
    await workspace.warehog("plan", ...consents);
  }
  const { exit, plan } = await workspace.plan("--out", "plan.json");
  const applyIt = async (): Promise<void> => {
    const applied = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);
    expect({ exit: applied.exit, stderr: applied.exit === 0 ? "" : applied.stderr + applied.stdout }).toEqual({
      exit: 0,
      stderr: "",
    });
  };
  return { workspace, exit, items: plan.items, applyIt };
}

describe("YAML → plan → apply → an empty plan", () => {
  it.each(TRANSITIONS)("$change", async (transition) => {
    const { effect, codes, steps, writes } = transition;
    const { workspace, exit, items, applyIt } = await planned(transition);
    expect(items.map(({ problems }) => problems)).toEqual([[]]);
    expect(items[0]).toMatchObject({ effect });
    expect(items[0]?.findings.map(({ code }) => code).toSorted()).toEqual(codes);
    expect(items[0]?.steps.map(({ kind }) => kind)).toEqual(steps);
    expect(exit).toBe(0);
    expect(workspace.writes()).toEqual([]);

    await applyIt();
    expect(workspace.writes()).toEqual(writes);

    const again = await workspace.plan("--detailed-exitcode");
    expect(again.plan.items).toEqual([]);
    expect(again.exit).toBe(0);

    await applyIt();
    expect(workspace.writes()).toEqual(writes);
  });

  it.each(TRANSITIONS.filter(wantsRun).filter(canBeWrittenAtOnce))(
    "imports what was approved although another hand wrote the values: $change",
    async (transition) => {
      const { workspace, items, applyIt } = await planned(transition);
      const patch = items[0]?.steps.find((step) => step.kind === "patch");
      expect(await workspace.patch(items[0]?.schema_id ?? "", patch?.body ?? {})).toBe(200);

      await applyIt();

      const imports = transition.writes.filter(isImport);
      // A run that the patch should have started may have begun under other values.
      expect(workspace.writes().filter(isImport)).toEqual(imports.length > 0 ? imports : ["reload"]);
      expect((await workspace.plan()).plan.items).toEqual([]);

      const written = workspace.writes();
      await applyIt();
      expect(workspace.writes()).toEqual(written);
    },
  );

  it.each(TRANSITIONS.filter(({ change }) => WITH_FREQUENCY.includes(change)))(
    "imports what was approved although another hand wrote a part of the values: $change, and how often",
    async (transition) => {
      const often = { sync_frequency: "12hour" };
      const { workspace, items, applyIt } = await planned({
        ...transition,
        declared: { ...transition.declared, ...often },
      });
      const patch = items[0]?.steps.find((step) => step.kind === "patch");
      const { sync_frequency: _left, ...body } = patch?.body ?? {};
      expect(await workspace.patch(items[0]?.schema_id ?? "", body)).toBe(200);

      await applyIt();

      expect(workspace.writes()).toEqual(["PATCH", ...transition.writes]);
      expect((await workspace.plan()).plan.items).toEqual([]);
    },
  );

  it("imports once where a plan was carried out and an older plan wants more of the same table", async () => {
    const workspace = await aWorkspace(shop([orders({})]));
    const cursor = { incremental_field: "created_at", incremental_field_type: "timestamp" };
    const plan = async (declared: Members, file: string) => {
      workspace.declare(declaring(declared));
      await workspace.warehog("plan", "--write-consent");
      return (await workspace.plan("--out", file)).plan.digest;
    };
    const both = await plan({ ...cursor, sync_frequency: "12hour" }, "both.json");
    const consented = workspace.read("warehouse/shop.yaml");
    const one = await plan(cursor, "one.json");
    expect((await workspace.warehog("apply", "one.json", "--approve", one)).exit).toBe(0);
    const written = workspace.writes();
    writeFileSync(join(workspace.folder, "warehouse/shop.yaml"), consented);

    const refused = await workspace.warehog("apply", "both.json", "--approve", both);

    expect(refused.stdout).toContain("plan-changed");
    expect(workspace.writes()).toEqual(written);
  });

  it.each(TRANSITIONS.filter(({ effect }) => NEED_CONSENT.includes(effect)))(
    "refuses without consent: $change",
    async (transition) => {
      const workspace = await aWorkspace(
        worldOf(transition),
        transition.strategy === "keep" ? { policy: { may_invalidate: "keep" } } : {},
      );
      workspace.declare(declaring(transition.declared, transition.file));

      const { exit, plan } = await workspace.plan();
      expect(exit).toBe(3);
      expect(plan.items[0]?.problems.map(({ code }) => code)).toContain("consent-missing");

      const applied = await workspace.warehog("apply", "--approve", plan.digest);
      expect(applied.exit).toBe(3);
      expect(workspace.writes()).toEqual([]);
    },
  );
});
