import type { Finding } from "../../src/model/finding.js";
import type { Item, Plan } from "../../src/model/plan.js";
import type { Effect } from "../../src/model/effect.js";

const FILE = "warehouse/production/shop-postgres.yaml";
const DIGEST = "9c41d07be2a85f630f1e6d2c4b7a98e5d3c2b1a0f9e8d7c6b5a4938271605f4e";

const NO_EVIDENCE = { guidance: "", server: "" };

export function anItem(over: Partial<Item> & Pick<Item, "id" | "table">): Item {
  return {
    hash: over.id.repeat(8),
    address: `production/shop-postgres/${over.table}`,
    source_id: "0199ac3e-0014-7000-8000-a11ce0026aac",
    schema_id: `schema-of-${over.table}`,
    from: { sync_frequency: "6hour" },
    to: { sync_frequency: "1hour" },
    drifted: [],
    effect: "safe",
    findings: [],
    strategy: null,
    options: [],
    steps: [
      { kind: "hold", when_running: "wait" },
      { kind: "patch", body: { sync_frequency: "1hour" } },
      { kind: "verify" },
    ],
    price: { rows_wiped: 0, rows_imported: 0, recurring: false },
    consented: false,
    notes: [],
    problems: [],
    origin: "change",
    resumes: null,
    should_sync_before: null,
    at: { file: FILE, line: 12, column: 3 },
    ...over,
  };
}

export function aPlan(items: readonly Item[], over: Partial<Plan> = {}): Plan {
  const changes = items.filter(({ origin }) => origin !== "drift");
  const count = (effect: Effect): number => changes.filter((item) => item.effect === effect).length;
  const sum = (of: (item: Item) => number | null) => ({
    at_least: changes.reduce((total, item) => total + (of(item) ?? 0), 0),
    unknown_tables: changes.filter((item) => of(item) === null).length,
  });
  return {
    version: 1,
    rules_version: 1,
    target: { name: "production", host: "https://us.posthog.com", project_id: 12345 },
    digest: DIGEST,
    items,
    problems: [],
    notes: [],
    totals: {
      by_effect: {
        none: count("none"),
        safe: count("safe"),
        costly: count("costly"),
        disruptive: count("disruptive"),
        gap: count("gap"),
        wipe: count("wipe"),
        loss: count("loss"),
        unknown: count("unknown"),
      },
      rows_wiped: sum(({ price }) => price.rows_wiped),
      rows_imported: sum(({ price }) => price.rows_imported),
    },
    tables: { read: 15, declared: 15, unchanged: 15 - items.length, unmanaged: 31 },
    ...over,
  };
}

const cursorChanged: Finding = {
  code: "cursor-changed",
  effect: "wipe",
  message: 'rows of "public.orders" that changed without changing "updated_at" would be missed',
  hint: 'keep "updated_at", or agree to a new import of 961,330 rows; rows that the source no longer has do not come back',
  evidence: {
    guidance: "changing the incremental field requires a full resync",
    server: "PostHog seeds the new watermark from the greatest value among the rows that are already there",
  },
  strategies: ["resync", "rebuild", "keep"],
  needs: { hold: true, import: "resync" },
};

const wiping: Item = anItem({
  id: "7f3a91c2",
  table: "public.orders",
  from: { incremental_field: "updated_at", incremental_field_type: "datetime" },
  to: { incremental_field: "id", incremental_field_type: "integer" },
  effect: "wipe",
  findings: [cursorChanged],
  strategy: "resync",
  options: [
    {
      strategy: "resync",
      effect: "wipe",
      price: { rows_wiped: 961_330, rows_imported: 961_330, recurring: false },
      consequence: "the table is imported again from empty",
    },
    {
      strategy: "rebuild",
      effect: "wipe",
      price: { rows_wiped: 961_330, rows_imported: 961_330, recurring: false },
      consequence: "the table is absent until the new import has ended",
    },
    {
      strategy: "keep",
      effect: "gap",
      price: { rows_wiped: 0, rows_imported: 0, recurring: false },
      consequence: 'rows below the new watermark that changed without changing "updated_at" stay stale',
    },
  ],
  steps: [
    { kind: "hold", when_running: "wait" },
    { kind: "patch", body: { incremental_field: "id", incremental_field_type: "integer" } },
    { kind: "import", how: "resync" },
    { kind: "await" },
    { kind: "verify" },
  ],
  price: { rows_wiped: 961_330, rows_imported: 961_330, recurring: false },
});

const consentMissing: Item = {
  ...wiping,
  problems: [
    {
      code: "consent-missing",
      message: "a wipe needs a line in the reviewed YAML",
      hint: 'add consent: [{ id: 7f3a91c2, strategy: resync, reason: "…" }] to public.orders',
    },
  ],
};

const faster = anItem({ id: "11aa22bb", table: "public.users" });

const firstImport = anItem({
  id: "51c0ffee",
  table: "public.support_tickets",
  from: { sync_type: null, should_sync: false, primary_key_columns: null },
  to: { sync_type: "full_refresh", should_sync: true, primary_key_columns: ["id"] },
  effect: "costly",
  findings: [
    {
      code: "first-import",
      effect: "costly",
      message: 'every row of "public.support_tickets" is read and billed',
      hint: "nothing to do; to import less, declare row_filters or enabled_columns first",
      evidence: NO_EVIDENCE,
      needs: { import: "started" },
    },
  ],
  steps: [
    { kind: "patch", body: { sync_type: "full_refresh", should_sync: true } },
    { kind: "await" },
    { kind: "verify" },
  ],
  price: { rows_wiped: 0, rows_imported: null, recurring: false },
});

const narrowed = anItem({
  id: "0d15ea5e",
  table: "public.payments",
  from: { enabled_columns: ["id", "order_id", "amount_cents", "state", "updated_at", "card_country"] },
  to: { enabled_columns: ["id", "order_id", "amount_cents", "state", "updated_at"] },
  effect: "disruptive",
  findings: [
    {
      code: "columns-narrowed",
      effect: "disruptive",
      message: 'queries that read "card_country" fail from the next run on',
      hint: "look for saved queries that use the column before the merge",
      evidence: { guidance: "", server: "the column leaves the table with the first run after the change" },
      needs: {},
    },
  ],
});

const blocked = anItem({
  id: "b10cced0",
  table: "public.carts",
  from: { sync_type: "xmin" },
  to: { sync_type: "incremental", incremental_field: "modified_at", incremental_field_type: "datetime" },
  effect: "wipe",
  price: { rows_wiped: null, rows_imported: null, recurring: false },
  findings: [
    {
      code: "xmin-changed",
      effect: "wipe",
      message: "PostHog deletes the rows by itself when a table leaves xmin",
      hint: "keep xmin, or agree to a new import",
      evidence: { guidance: "", server: "the save sets the mark that wipes the table in the next run" },
      needs: { import: "started" },
    },
  ],
  problems: [
    {
      code: "cursor-not-offered",
      message: 'the source does not offer "modified_at" as an incremental field of public.carts',
      hint: 'it offers updated_at, created_at; did you mean "updated_at"?',
    },
  ],
});

const recurring = anItem({
  id: "10550000",
  table: "Invoice",
  address: "production/stripe/Invoice",
  from: { sync_type: "append" },
  to: { sync_type: "full_refresh" },
  effect: "loss",
  consented: true,
  price: { rows_wiped: 22_010, rows_imported: 21_004, recurring: true },
  findings: [
    {
      code: "history-lost",
      effect: "loss",
      recurring: true,
      message: "every version of an invoice but the newest is deleted, and no import brings it back",
      hint: "export the table first, or keep append",
      evidence: { guidance: "valid", server: "the next run replaces the table" },
      needs: { import: "reload" },
    },
  ],
});

const drifted = anItem({
  id: "d41f7000",
  table: "public.products",
  from: { sync_frequency: "5min" },
  to: { sync_frequency: "12hour" },
  drifted: ["sync_frequency"],
  origin: "drift",
});

const hostile = anItem({
  id: "bad0bad0",
  table: "public.\u001b[2J\u001b[31mowned\r\nwarehog\u202ereversed\u200b",
  effect: "costly",
  from: { row_filters: null },
  to: { row_filters: [{ column: "na\u0007me", operator: "=", value: "\u001b]0;title\u0007" }] },
  findings: [
    {
      code: "row-filters-changed",
      effect: "costly",
      message: 'rows of "\u001b[2Jowned" are read again; | `code` <b>bold</b> @everyone',
      hint: "nothing",
      evidence: NO_EVIDENCE,
      needs: {},
    },
  ],
});

const many = Array.from({ length: 200 }, (_, index) =>
  anItem({ id: (0x1000_0000 + index).toString(16), table: `public.events_${String(index).padStart(3, "0")}` }),
);

/** One plan a situation that people meet. */
export const SAMPLE_PLANS: Readonly<Record<string, Plan>> = {
  "no-change": aPlan([]),
  "safe-only": aPlan([faster, anItem({ id: "22bb33cc", table: "public.products" })]),
  "consent-missing": aPlan([faster, consentMissing, firstImport]),
  "consent-given": aPlan([faster, { ...wiping, consented: true }]),
  mixed: aPlan([faster, recurring, narrowed, consentMissing, blocked, firstImport, drifted], {
    problems: [
      {
        code: "not-discovered",
        address: "production/shop-postgres/public.ordres",
        message: 'the source has no table "public.ordres"',
        hint: 'did you mean "public.orders"?',
        at: { file: FILE, line: 40, column: 3 },
      },
    ],
    notes: [{ code: "auto-sync-on", message: "shop-postgres switches new tables on by itself" }],
  }),
  "hostile-names": aPlan([hostile]),
  "two-hundred-tables": aPlan(many, { tables: { read: 240, declared: 240, unchanged: 40, unmanaged: 0 } }),
};
