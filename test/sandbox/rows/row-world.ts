import type { RequestedFault, Sandbox, SourceChange } from "../../../src/sandbox/start.js";
import type { Row } from "../../../src/sandbox/rows/row.js";
import { ORDERS, SOURCE } from "../support/documents.js";
import { jobsOf, LIVE, moving, post, schemaOf, start, type MovingWorld } from "../support/moving-world.js";

type Members = Readonly<Record<string, unknown>>;

export interface Settings {
  readonly schema?: Members;
  readonly source?: Members;
  readonly live?: Members;
  readonly table?: Members;
  readonly server?: Members;
}

/** Rows of `public.orders`, as short as a table of a test wants them: `"1 a 10:00"` is the row 1 with the note a, updated at ten. */
export const row = (text: string): Row => {
  const [id, note = "", time = "00:00"] = text.split(" ");
  return { id: Number(id), note, updated_at: `2026-09-01T${time}:00` };
};

const textOf = ({ id, note, updated_at: at, _ph_deleted: deleted }: Row): string =>
  `${String(id)} ${String(note)} ${String(at).slice(11, 16)}${deleted === true ? " deleted" : ""}`;

export const insert = (text: string): SourceChange => ({ ...PLACE, op: "insert", row: row(text) });
export const remove = (id: number): SourceChange => ({ ...PLACE, op: "delete", where: { id } });
/** The row of that id becomes this one. */
export const update = (text: string): SourceChange => ({
  ...PLACE,
  op: "update",
  where: { id: row(text)["id"] },
  set: row(text),
});

const PLACE = { source_id: SOURCE, table: "public.orders" };

export interface RowWorld extends MovingWorld {
  change(...changes: readonly SourceChange[]): void;
  fault(...faults: readonly RequestedFault[]): void;
  /** One run, from the trigger to its end. */
  run(): Promise<void>;
  patch(body: Members): Promise<number>;
  /** What queries would see, one text a row. */
  table(): readonly string[];
  rows(): ReturnType<Sandbox["rows"]>;
}

export const CURSOR = {
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  primary_key_columns: ["id"],
};

/** One table whose source has these rows, never synced, whose schedule does not fire by itself. */
export async function rowWorld(rows: readonly string[], settings: Settings = {}): Promise<RowWorld> {
  const { schema, source, live, table, server } = settings;
  const world = await start(
    moving(
      { sync_frequency: "24hour", ...schema },
      {
        capabilities: {
          detects_primary_keys: true,
          supports_row_filters: true,
          supports_cdc: true,
          supports_xmin: true,
        },
        live_source: { tables: [{ ...LIVE, extensions: { rows: rows.map(row) }, ...table }], ...live },
        ...source,
      },
      server,
    ),
  );
  const rowsOf = () => world.sandbox.rows(ORDERS);
  return {
    ...world,
    change: (...changes) => world.sandbox.change(changes),
    fault: (...faults) => world.sandbox.addFaults(faults),
    run: async () => {
      await post(world, "reload");
      world.clock.advance(60);
      schemaOf(world);
    },
    patch: async (body) => (await world.call("PATCH", `external_data_schemas/${ORDERS}/`, { body })).status,
    table: () => rowsOf().warehouse.rows.map(textOf),
    rows: rowsOf,
  };
}

export const lastJob = (world: RowWorld) => jobsOf(world).at(-1)!;
export { jobsOf, ORDERS, post, schemaOf, SOURCE };
