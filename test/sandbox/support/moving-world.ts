import type { Job, Schema } from "../../../src/sandbox/state.js";
import { oneSchema, ORDERS } from "./documents.js";
import { aClock, aSandbox, type Answer, type Client } from "./running-sandbox.js";

type Members = Readonly<Record<string, unknown>>;

/** The table `public.orders` of 50 rows, as its source has it. */
export const LIVE: Members = {
  name: "public.orders",
  row_count: 50,
  columns: [
    { name: "id", data_type: "bigint" },
    { name: "amount", data_type: "numeric" },
    { name: "note", data_type: "text" },
    { name: "updated_at", data_type: "timestamp" },
  ],
  primary_keys: ["id"],
};

/** One table of 50 rows at a source that moves. Its schedule does not fire by itself within a minute of the clock's start. */
export const moving = (schema: Members = {}, source: Members = {}, server: Members = {}): Members =>
  oneSchema(
    { schedule: { paused: false, every_seconds: 86_400, offset_seconds: 43_200 }, ...schema },
    {
      prefix: "shop_",
      capabilities: { detects_primary_keys: true },
      live_source: { tables: [LIVE] },
      ...source,
    },
    { server: { auto_progress: true, ...server } },
  );

export interface MovingWorld extends Client {
  readonly clock: ReturnType<typeof aClock>;
}

/** On a clock that the test drives. */
export const start = async (document: unknown): Promise<MovingWorld> => {
  const clock = aClock();
  return { clock, ...(await aSandbox(document, { clock })) };
};

export const post = ({ call }: Client, action: string): Promise<Answer<unknown>> =>
  call("POST", `external_data_schemas/${ORDERS}/${action}/`);

export const schemaOf = ({ state }: Client): Schema => state().sources[0]!.schemas[0]!;

export const jobsOf = ({ state }: Client): readonly Job[] => state().sources[0]!.jobs;
