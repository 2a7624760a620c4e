import type { ServiceFault } from "../model/fault.js";
import type { Job, LiveTable, WebhookInfo } from "../model/live.js";
export type { Covers } from "../model/coverage.js";
import type { JournalEntry, Owed, ProvedItem } from "../model/journal.js";
import type { Item, PatchBody, Step } from "../model/plan.js";
import type { ProgressEvent } from "../model/progress.js";
import type { Result } from "../model/result.js";

/** A value with the server's own time of the answer (Date header, Unix ms, whole seconds). */
export interface Answer<T> {
  readonly value: T;
  readonly serverTime: number;
}
export type Call<T> = Promise<Result<Answer<T>, ServiceFault>>;

/** What the executor asks of PostHog. Reads are retried by the adapter; writes go out once and never again by themselves. */
export interface Warehouse {
  readTable(schemaId: string): Call<LiveTable>;
  /** every table of a source, in one call */
  readSource(sourceId: string): Call<readonly LiveTable[]>;
  /** resolves when a write would not have to wait for the limits, or when a stop is asked for */
  roomToWrite(): Promise<void>;
  /** newest first, of the named tables of one source */
  jobs(sourceId: string, tables: readonly string[]): Call<readonly Job[]>;
  /** is CDC on? */
  cdcEnabled(sourceId: string): Call<boolean>;
  webhookInfo(sourceId: string): Call<WebhookInfo>;
  /** does any table of the source, managed or not, enabled or not, have sync_type webhook? */
  webhookTables(sourceId: string): Call<readonly string[]>;

  patch(schemaId: string, body: PatchBody): Call<null>;
  reload(schemaId: string): Call<null>;
  resync(schemaId: string): Call<null>;
  cancel(schemaId: string): Call<null>;
  deleteData(schemaId: string): Call<null>;
  enableCdc(sourceId: string, step: Extract<Step, { kind: "enable_cdc" }>): Call<null>;
  /** false: the server answered 200 and says that it did not succeed */
  createWebhook(sourceId: string, inputs: Extract<Step, { kind: "create_webhook" }>["inputs"]): Call<boolean>;
  /** hands inputs to the webhook that stands; false as above */
  updateWebhookInputs(sourceId: string, inputs: Extract<Step, { kind: "create_webhook" }>["inputs"]): Call<boolean>;
  deleteWebhook(sourceId: string): Call<boolean>;
}

/** The journal took no entry, so nothing may be written either. An exception, because no caller can go on from here. */
export class JournalFault extends Error {
  override readonly name = "JournalFault";
}

/**
 * Write-ahead: `append` returns only when the entry would survive a power cut; `owed` knows it from then on.
 * @throws {JournalFault} from `append`, and from every later one: what follows a damaged line could not be read again
 */
export interface Journal {
  owed(): readonly Owed[];
  /** approved items whose run was seen, and of whose fields none was changed after it by us */
  proved(): readonly ProvedItem[];
  append(entry: JournalEntry): Promise<void>;
}

/** Unix ms; `sleep` ends early when a stop is asked for. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/**
 * Plans one table again, as it was just read; of an item of a whole source the source, which it reads itself.
 * @param assumed  taken as owed, although no journal says so
 * @returns undefined: nothing is left to do
 */
export type Replan = (
  item: Item,
  table: LiveTable | undefined,
  assumed?: Owed,
) => Promise<Result<Item | undefined, ServiceFault>>;

/** What the server's limits leave of the requests that an apply needs. */
export interface Limits {
  /** sent so far */
  requests(): number;
  /** how long so many more take at the least */
  msFor(requests: number): number;
}

export interface Stop {
  readonly requested: boolean;
}

export type Progress = (event: ProgressEvent) => void;
