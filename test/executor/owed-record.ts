import type { JournalEntry, RecordedItem } from "../../src/model/journal.js";
import type { StepKind } from "../../src/model/plan.js";

/** A cursor change as it stands in a journal. */
export const owedRecord = (over: Partial<RecordedItem> = {}): RecordedItem => ({
  id: "aaaa0001",
  hash: "00",
  address: "production/shop/public.orders",
  source_id: "source",
  schema_id: "schema",
  table: "public.orders",
  from: { incremental_field: "updated_at" },
  to: { incremental_field: "created_at" },
  strategy: "resync",
  steps: [
    { kind: "hold", when_running: "wait" },
    { kind: "patch", body: { incremental_field: "created_at" } },
    { kind: "import", how: "resync" },
    { kind: "await" },
    { kind: "verify" },
  ],
  should_sync_before: null,
  resumes: null,
  effect: "wipe",
  codes: ["cursor-changed"],
  ...over,
});

export const opened = (over: Partial<RecordedItem> = {}): JournalEntry => {
  const record = owedRecord(over);
  return { event: "opened", item: record.id, record };
};
export const intent = (step: StepKind, newest_job: string | null = null, item = "aaaa0001"): JournalEntry => ({
  event: "intent",
  item,
  step,
  newest_job,
});
export const ack = (step: StepKind, server_time = 1000, item = "aaaa0001"): JournalEntry => ({
  event: "ack",
  item,
  step,
  server_time,
});
export const proof = (step: StepKind, job = "job", item = "aaaa0001"): JournalEntry => ({
  event: "proof",
  item,
  step,
  job,
});
export const closed = (item = "aaaa0001", approved = "00"): JournalEntry => ({
  event: "closed",
  item,
  why: "proved",
  approved,
});
