import { expect, it } from "vitest";
import type { ProgressEvent } from "../../src/model/progress.js";
import { unpainted } from "../../src/report/paint.js";
import { progressLine } from "../../src/report/progress-line.js";

const address = "production/shop/public.orders";

it.each<{ event: ProgressEvent; line: string }>([
  { event: { kind: "step", address, step: "patch", detail: "" }, line: "shop/public.orders  patch" },
  {
    event: { kind: "step", address, step: "import", detail: "resync\u001b" },
    line: "shop/public.orders  import · resync\\u001b",
  },
  {
    event: { kind: "waiting", address, step: "await", elapsedMs: 65_000, rows: 12_000, job: "j" },
    line: "shop/public.orders  waits for its run · 1:05 · 12,000 rows so far",
  },
  {
    event: { kind: "waiting", address, step: "await", elapsedMs: 0, rows: null, job: null },
    line: "shop/public.orders  waits for its run · 0:00 · no run yet",
  },
  {
    event: { kind: "waiting", address, step: "verify", elapsedMs: 0, rows: null, job: "j" },
    line: "shop/public.orders  waits in verify · 0:00",
  },
  {
    event: { kind: "done", address, state: "applied", message: "carried out" },
    line: "shop/public.orders  ✓ applied",
  },
  {
    event: { kind: "done", address, state: "failed", message: "the run ended Failed" },
    line: "shop/public.orders  ✗ failed · the run ended Failed",
  },
  {
    event: { kind: "forecast", done: 120, total: 1000, leftMs: 725_000 },
    line: "120 of 1,000 tables done, about 12:05 left",
  },
])("says table, step, time and rows: $line", ({ event, line }) => {
  expect(progressLine(event, unpainted)).toBe(line);
});
