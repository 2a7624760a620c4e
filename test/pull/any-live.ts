import * as fc from "fast-check";
import type { LiveState, LiveTable, ServerCapabilities } from "../../src/model/live.js";
import { serverKnows } from "../../src/model/server-fields.js";
import { CDC_TABLE_MODES, FIELDS, SYNC_TYPES } from "../../src/model/settings.js";
import type { LiveSettings } from "../../src/model/settings.js";
import { aSource, aTable, SERVER } from "../support/change.js";

/** The first is what most tables hold, so that there is a pattern to find. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(usual, ...others) });

/** Values of every generation of the server, those that no file can say among them. */
const settings: fc.Arbitrary<LiveSettings> = fc.record<LiveSettings>({
  should_sync: mostly(true, false),
  sync_type: mostly<string | null>("incremental", ...SYNC_TYPES, null, "newer"),
  incremental_field: mostly<string | null>("updated_at", "created_at", "no", null, "7", "a: b # c"),
  incremental_field_type: mostly<string | null>("datetime", "integer", "xid", null),
  incremental_field_lookback_seconds: mostly<number | null>(null, 3600, -1, 99_999_999),
  primary_key_columns: mostly<readonly string[] | null>(["id"], ["tenant_id", "id"], null, ["a", "a"], ["", "x"]),
  cdc_table_mode: mostly<string | null>("consolidated", ...CDC_TABLE_MODES, "newer"),
  sync_frequency: mostly<string | null>("6hour", "24hour", "7day", "30day", "1min", "never", "2hour", null),
  sync_time_of_day: mostly<string | null>(null, "03:30:00", "25:00:00", "midnight"),
  full_refresh_interval_days: mostly<number | null>(null, 7, 14, 0, 91),
  full_refresh_time_of_day: mostly<string | null>(null, "04:00:00"),
  enabled_columns: mostly<readonly string[] | null>(null, ["id", "note"], [], ["x".repeat(60), "y".repeat(60)]),
  row_filters: mostly<LiveSettings["row_filters"]>(
    null,
    [{ column: "country", operator: "IN", value: ["DE", "on", 'a "quote"\n'] }],
    [{ column: "id", operator: ">", value: 7 }],
    [{ column: "id", operator: "LIKE", value: "x%" }],
    [{ column: "note", operator: "=", value: "phx_abcdefghijklmnopqrstuvwxyz" }],
  ),
  api_version: mostly<string | null>(null, "2024-06-20", "v".repeat(200)),
});

const server: fc.Arbitrary<ServerCapabilities> = mostly(
  SERVER,
  { ...SERVER, lookback: false },
  { ...SERVER, full_refresh_interval: false, api_version: false },
  { ...SERVER, row_filters: false, enabled_columns: false },
);

const FAMILIES = ["orders", "users", "items", "a_b"].flatMap((name) => [
  `public.${name}`,
  `raw_${name}`,
  `raw_eu_${name}`,
  name,
]);
const ODD = [
  "null",
  "7",
  "1e3",
  "- z",
  "k: v",
  "é",
  "__proto__",
  "a*",
  "raw_[x]",
  "a b",
  'say "x"',
  "line\nbreak",
  "\u2028",
];
const ODDER = ["", "phx_abcdefghijklmnopqrstuvwxyz", "n".repeat(1100), "<<", "{}", "# c", "\uD800", "yes"];
const NAMES = [...FAMILIES, ...ODD, ...ODDER];

const ids = (n: number): string => `0199feed-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** What a server shows that does not know a field. */
const shown = (values: Partial<LiveSettings>, known: ServerCapabilities) =>
  Object.assign(
    { ...values },
    Object.fromEntries(FIELDS.filter((field) => !serverKnows(known, field)).map((field) => [field, null])),
  );

const rowsOf = fc.array(fc.tuple(fc.constantFrom(...NAMES), settings), { minLength: 1, maxLength: 24 });

const source = fc.record({
  source_type: fc.constantFrom("Postgres", "Stripe", "MySQL", "Büro"),
  prefix: fc.constantFrom("", "shop", "shop_", "erp"),
  access_method: mostly<"warehouse" | "direct">("warehouse", "direct"),
  supports_column_selection: fc.boolean(),
  supports_row_filters: fc.constantFrom(true, false, null),
  /** how many of the tables are listed and cannot be read; undefined: the whole source */
  hidden: mostly<number | undefined>(0, 1, undefined),
  rows: rowsOf,
});

/** Any live state: shared names, hidden rows, several sources that one selector means, values of other generations. */
export const anyLive: fc.Arbitrary<LiveState> = fc
  .record({ server, sources: fc.array(source, { minLength: 1, maxLength: 4 }) })
  .map(({ server: known, sources }) => ({
    project_id: 1,
    key_can_write: false,
    server: known,
    sources: sources.map(({ hidden, rows, ...parts }, index) => {
      const all = rows.map(([name, values], row): LiveTable =>
        aTable({ id: ids(index * 100 + row), name, settings: shown(values, known), status: "Completed" }),
      );
      return aSource({
        ...parts,
        id: ids(10_000 + index),
        listed: all.map(listing),
        tables: hidden === undefined ? undefined : all.slice(hidden),
      });
    }),
  }));

const listing = ({ id, name, status }: LiveTable) => ({ id, name, status, should_sync: true, sync_type: null });

/** The same project some time later: some tables were changed by hand, one is gone, and two are new. */
export const anyLater: fc.Arbitrary<readonly [before: LiveState, after: LiveState]> = fc
  .tuple(anyLive, fc.array(settings, { minLength: 3, maxLength: 6 }), fc.integer({ min: 2, max: 5 }))
  .map(([before, fresh, every]) => {
    const values = (row: number) => shown(fresh[row % fresh.length] ?? {}, before.server);
    const sources = before.sources.map((live, index) => {
      if (live.tables === undefined) return live;
      const later = live.tables.flatMap((table, row) =>
        row === every
          ? []
          : [row % every === 0 ? { ...table, settings: { ...table.settings, ...values(row) } } : table],
      );
      const added = ["aa_new", "public.new"].map((name, row) =>
        aTable({ id: ids(5000 + index * 10 + row), name, settings: values(row) }),
      );
      const tables = [...later, ...added];
      return { ...live, tables, listed: tables.map(listing) };
    });
    return [before, { ...before, sources }] as const;
  });
