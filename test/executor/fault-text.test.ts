import { describe, expect, it } from "vitest";
import { isInterrupted, reasonOf } from "../../src/executor/fault-text.js";
import type { ServiceFault } from "../../src/model/fault.js";

const call = "PATCH /api/projects/1/external_data_schemas/x";
const status = (code: number, over: object = {}): ServiceFault => ({
  kind: "status",
  call,
  status: code,
  reason: undefined,
  attr: undefined,
  ...over,
});

describe("the code of a failed call", () => {
  it.each<[string, ServiceFault]>([
    ["key-scope", status(403, { reason: "key-scope" })],
    ["billing-limit", status(400, { reason: "billing" })],
    ["refused-by-server", status(400, { attr: "sync_frequency" })],
    ["server-error", status(500)],
    ["unreadable-answer", { kind: "shape", call, detail: "html" }],
    ["lost-answer", { kind: "transport", call, detail: "lost" }],
    ["lost-answer", { kind: "transport", call, detail: "timeout" }],
    ["unreachable", { kind: "transport", call, detail: "refused" }],
    ["secret-missing", { kind: "secret-missing", call, name: "STRIPE_WEBHOOK_SECRET" }],
    ["forbidden-call", { kind: "forbidden-call", call }],
  ])("is %s", (code, fault) => {
    expect(reasonOf(fault).code).toBe(code);
  });

  it("tells a call that a stop kept back from one that went wrong", () => {
    expect(isInterrupted({ kind: "transport", call, detail: "interrupted" })).toBe(true);
    expect(isInterrupted({ kind: "transport", call, detail: "lost" })).toBe(false);
  });
});
