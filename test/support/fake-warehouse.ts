import type { Answer, Clock, Warehouse } from "../../src/executor/ports.js";
import type { KnownReason, ServiceFault } from "../../src/model/fault.js";
import type { LiveTable, WebhookInfo } from "../../src/model/live.js";
import type { PatchBody } from "../../src/model/plan.js";
import type { LiveSettings } from "../../src/model/settings.js";
import { err, ok, type Result } from "../../src/model/result.js";
import { aTable, aWebhook, read, SYNCED } from "./change.js";
import type { FakeTable } from "./fake-engine.js";
import { switchboard, type Switchboard, type Trouble } from "./switchboard.js";

/** A write that reached the server, in the order of arrival. */
export interface Write {
  readonly verb: keyof Warehouse;
  readonly table: string;
  readonly body?: PatchBody;
}

/** PostHog as far as an apply can tell: one source, its tables, and everything that can go wrong with a call. */
export class FakeWarehouse implements Warehouse {
  readonly writes: Write[] = [];
  /** every read that was made, by its verb */
  readonly reads: (keyof Warehouse)[] = [];
  cdc = false;
  webhook = { exists: false, registers: true, patchMakes: true, filled: [] as readonly string[] };
  board: Switchboard = switchboard();
  readonly #tables: readonly FakeTable[];
  readonly #clock: Pick<Clock, "now">;

  constructor(clock: Pick<Clock, "now">, tables: readonly FakeTable[]) {
    this.#clock = clock;
    this.#tables = tables;
  }

  readTable = (id: string) => this.#read("readTable", () => this.look(id));
  readSource = () => this.#read("readSource", () => this.#tables.map(({ id }) => this.look(id)));
  roomToWrite = async (): Promise<void> => {};
  jobs = (_source: string, names: readonly string[]) =>
    this.#read("jobs", () =>
      this.#tables
        .filter(({ name }) => names.includes(name))
        .flatMap((table) => table.jobs())
        .toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at)),
    );
  cdcEnabled = () => this.#read("cdcEnabled", () => this.cdc);
  webhookInfo = () => this.#read("webhookInfo", () => this.webhookNow());
  webhookTables = () =>
    this.#read("webhookTables", () =>
      this.#tables.filter(({ settings }) => settings.sync_type === "webhook").map(({ name }) => name),
    );

  patch = (id: string, body: PatchBody) =>
    this.#write({ verb: "patch", id, body }, null, (table, now) => {
      const moved = "primary_key_columns" in body;
      if (table.rows !== null && moved && table.settings.sync_type === "incremental") return "key-change-refused";
      table.write(asSettings(body), now);
      if (body.sync_type === "webhook" && this.webhook.patchMakes) this.webhook.exists = true;
      return undefined;
    });
  reload = (id: string) => this.#write({ verb: "reload", id }, null, (table, now) => table.trigger(now));
  resync = (id: string) =>
    this.#write({ verb: "resync", id }, null, (table, now) => {
      table.cancel(now, "Sync cancelled by user");
      table.wipe = true;
      table.trigger(now);
    });
  cancel = (id: string) =>
    this.#write({ verb: "cancel", id }, null, (table, now) => {
      if (!table.isBusy()) return "no-run-to-cancel";
      table.cancel(now, "Sync cancelled by user");
      return undefined;
    });
  deleteData = (id: string) =>
    this.#write({ verb: "deleteData", id }, null, (table) => {
      table.rows = null;
      table.wipe = false;
    });
  enableCdc = () =>
    this.#write({ verb: "enableCdc" }, null, () => {
      this.cdc = true;
    });
  createWebhook = (_source: string, inputs: object) =>
    this.#write({ verb: "createWebhook" }, this.webhook.registers, () => {
      Object.assign(this.webhook, { exists: this.webhook.registers, filled: Object.keys(inputs) });
    });
  updateWebhookInputs = (_source: string, inputs: object) =>
    this.#write({ verb: "updateWebhookInputs" }, true, () => {
      this.webhook.filled = [...new Set([...this.webhook.filled, ...Object.keys(inputs)])];
    });
  deleteWebhook = () =>
    this.#write({ verb: "deleteWebhook" }, true, () => {
      this.webhook.exists = false;
    });

  webhookNow(): WebhookInfo {
    const { exists, filled } = this.webhook;
    return aWebhook({ exists, external_exists: exists, filled_inputs: exists ? filled : [] });
  }

  /** The table as the server would show it now. */
  look(id: string): LiveTable {
    const table = this.table(id);
    const { name, settings, rows } = table;
    const jobs = table.jobs();
    return aTable({
      id,
      name,
      settings,
      table: rows === null ? null : { ...SYNCED, row_count: 1000 },
      jobs: read(jobs),
      status: jobs[0]?.status ?? "Completed",
      latest_error: jobs[0]?.latest_error ?? null,
    });
  }

  table(id: string): FakeTable {
    const table = this.#tables.find((one) => one.id === id);
    if (table === undefined) throw new Error(`no table ${id}`);
    table.advance(this.#clock.now());
    return table;
  }

  async #read<T>(verb: keyof Warehouse, look: () => T): Promise<Result<Answer<T>, ServiceFault>> {
    this.reads.push(verb);
    const trouble = this.board.trouble(verb);
    return this.board.pass(() => {
      for (const table of this.#tables) table.advance(this.#clock.now());
      return trouble === undefined ? ok(this.#answer(look())) : err(faultOf(verb, trouble));
    });
  }

  /** @param act changes the table; a reason is a 400 */
  async #write<T>(
    { verb, id, body }: { readonly verb: keyof Warehouse; readonly id?: string; readonly body?: PatchBody },
    value: T,
    act: (table: FakeTable, now: number) => KnownReason | undefined | void,
  ): Promise<Result<Answer<T>, ServiceFault>> {
    const trouble = this.board.trouble(verb);
    return this.board.pass(() => {
      if (trouble !== undefined && NEVER_ARRIVES.has(trouble)) return err(faultOf(verb, trouble));
      const table = this.table(id ?? this.#tables[0]?.id ?? "");
      this.writes.push({ verb, table: id === undefined ? "" : table.name, ...(body === undefined ? {} : { body }) });
      if (trouble === "ignored") return ok(this.#answer(value));
      const reason = act(table, this.#clock.now());
      if (trouble === "dropped") table.drop();
      else if (trouble !== undefined) return err(faultOf(verb, trouble));
      return reason === undefined
        ? ok(this.#answer(value))
        : err({ kind: "status", call: verb, status: 400, reason, attr: undefined });
    });
  }

  /** The Date header has whole seconds. */
  #answer = <T>(value: T): Answer<T> => ({ value, serverTime: Math.floor(this.#clock.now() / 1000) * 1000 });
}

/** The fake stores what it is sent, as the server does. */
const asSettings = (body: PatchBody): Partial<LiveSettings> => Object.fromEntries(Object.entries(body));

const NEVER_ARRIVES = new Set<Trouble["how"]>([
  "lost-before",
  "500-before",
  "400-before",
  "429-before",
  "kept-back",
  "interrupted",
]);

function faultOf(verb: string, how: Trouble["how"]): ServiceFault {
  if (how === "interrupted" || how === "kept-back") return { kind: "transport", call: verb, detail: how };
  if (how === "html-after") return { kind: "shape", call: verb, detail: "html" };
  if (how.startsWith("lost")) return { kind: "transport", call: verb, detail: "lost" };
  return { kind: "status", call: verb, status: Number.parseInt(how), reason: undefined, attr: undefined };
}
