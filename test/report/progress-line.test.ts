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
    line: "shop/public.orders  waiting in await · 1:05 · 12,000 rows so far",
  },
  {
    event: { kind: "waiting", address, step: "await", elapsedMs: 0, rows: null, job: null },
    line: "shop/public.orders  waiting in await · 0:00 · no run yet",
  },
  {
    event: { kind: "done", address, state: "applied", message: "" },
    line: "shop/public.orders  ✓ applied",
  },
])("says table, step, time and rows: $line", ({ event, line }) => {
  expect(progressLine(event, unpainted)).toBe(line);
});
