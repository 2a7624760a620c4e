import type { Call, Clock, Warehouse } from "../../executor/ports.js";
import type { ServiceFault } from "../../model/fault.js";
import type { LiveState } from "../../model/live.js";
import type { ProbePlan } from "../../model/probe-plan.js";
import type { SavedQuery } from "../../model/readers.js";
import { ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { parseHost, parseKey } from "./address.js";
import type { ConnectError } from "./address.js";
import type { Mode } from "./allow-list.js";
import { tell } from "./ask.js";
import { createBucket } from "./bucket.js";
import { checkupOf } from "./checkup.js";
import type { Checkup } from "./checkup.js";
import { createDispatcher } from "./connection.js";
import { sourcePath } from "./paths.js";
import { probe } from "./probe.js";
import { readLive } from "./read-live.js";
import type { Wanted } from "./read-live.js";
import { readSavedQueries } from "./saved-queries.js";
import { Secret } from "./secret.js";
import { createTransport } from "./transport.js";
import type { Transport } from "./transport.js";
import { createWarehouse } from "./warehouse.js";
import type { Secrets } from "./warehouse.js";

interface ClientSettings {
  /** PostHog allows each personal key 480 a minute and 4800 an hour */
  readonly requestsPerMinute: number;
  readonly requestsPerHour: number;
  /** for one attempt, from connecting to the last byte */
  readonly timeoutMs: number;
  /** an endless answer must not fill the memory */
  readonly maxAnswerBytes: number;
  /** requests in flight; each builds the project's whole query model on the server */
  readonly concurrency: number;
  /** attempts after the first, of calls that are safe to repeat */
  readonly retries: number;
}

const DEFAULT_CLIENT_SETTINGS: ClientSettings = {
  requestsPerMinute: 480,
  requestsPerHour: 4800,
  timeoutMs: 60_000,
  // A source of 10,000 tables with 50 columns each stays below.
  maxAnswerBytes: 128 * 1024 * 1024,
  concurrency: 4,
  retries: 4,
};

/** An apply holds up to 100 items that were looked at, most of which make two writes; what is left of a minute is for looking. */
const KEPT_FOR_WRITES = 160;

export interface ConnectOptions {
  readonly host: string;
  readonly projectId: number;
  readonly key: string;
  readonly mode: Mode;
  /** of Warehog, for the user agent */
  readonly version: string;
  /** a sleep that ends early, for a stop, ends what was waiting with an `interrupted` fault or with its last one */
  readonly clock: Clock;
  readonly settings?: Partial<ClientSettings>;
  /** for webhook inputs */
  readonly secrets?: Secrets;
  /** 0 up to 1 */
  readonly random?: () => number;
  /** each attempt, as it goes out */
  readonly onRequest?: (call: string) => void;
  /** a wait before a call is tried again */
  readonly onWait?: (call: string, ms: number) => void;
}

/** One project of one PostHog, seen with one key. */
export interface PostHog {
  readLive(wanted: Wanted): Promise<Result<LiveState, ServiceFault>>;
  probe(live: LiveState, plan: ProbePlan): Promise<LiveState>;
  readSavedQueries(): Promise<Result<readonly SavedQuery[], ServiceFault>>;
  /** in read mode its writes are `forbidden-call` faults */
  readonly warehouse: Warehouse;
  readonly checkup: Checkup;
  /** PostHog lists the source's tables again: rows come, go and are renamed; nothing starts to sync but what PostHog switches on itself */
  discover(sourceId: string): Call<null>;
  /** attempts that went out so far */
  requests(): number;
  /** how far the server's clock is ahead of this one's by the newest answer, ms; undefined: none told the time */
  clockAhead(): number | undefined;
  /** how long the limits make so many more requests take, in ms */
  msFor(requests: number): number;
  close(): Promise<void>;
}

/** Nothing is sent yet: the first call tells whether host, project and key are right. */
export function connect(options: ConnectOptions): Result<PostHog, ConnectError> {
  const origin = parseHost(options.host);
  if (!origin.ok) return origin;
  const key = parseKey(options.key);
  if (!key.ok) return key;

  const settings = { ...DEFAULT_CLIENT_SETTINGS, ...options.settings };
  const dispatcher = createDispatcher(settings);
  const bucket = createBucket([
    { limit: settings.requestsPerMinute, windowMs: 60_000 },
    { limit: settings.requestsPerHour, windowMs: 3_600_000 },
  ]);
  let requests = 0;
  let ahead: number | undefined;
  const sending = createTransport({
    connection: {
      origin: origin.value,
      key: new Secret(key.value),
      userAgent: `warehog/${options.version}`,
      timeoutMs: settings.timeoutMs,
      dispatcher,
    },
    projectId: options.projectId,
    mode: options.mode,
    clock: options.clock,
    bucket,
    concurrency: settings.concurrency,
    keptForWrites: options.mode === "write" ? KEPT_FOR_WRITES : 0,
    retries: settings.retries,
    random: options.random ?? Math.random,
    onRequest(call) {
      requests++;
      options.onRequest?.(call);
    },
    onWait: options.onWait ?? (() => {}),
  });

  const transport: Transport = {
    ...sending,
    async send(...call) {
      const sent = await sending.send(...call);
      if (sent.ok) ahead = sent.value.serverTime - options.clock.now();
      return sent;
    },
  };

  return ok({
    readLive: (wanted) => readLive(transport, wanted),
    probe: (live, plan) => probe(transport, live, plan),
    readSavedQueries: () => readSavedQueries(transport),
    warehouse: createWarehouse(transport, options.secrets ?? (() => undefined)),
    checkup: checkupOf(transport),
    discover: (sourceId) => tell(transport, "POST", sourcePath(sourceId, "refresh_schemas")),
    requests: () => requests,
    clockAhead: () => ahead,
    msFor: (more) => bucket.freeFor(more, options.clock.now()) - options.clock.now(),
    close: () => dispatcher.close(),
  });
}
