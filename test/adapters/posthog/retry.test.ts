import { describe, expect, it } from "vitest";
import { retryAfterMs, retryDelayMs } from "../../../src/adapters/posthog/retry.js";
import type { Access } from "../../../src/adapters/posthog/allow-list.js";
import type { ServiceFault } from "../../../src/model/fault.js";
import { InvariantError } from "../../../src/model/result.js";

const status = (code: number): ServiceFault => ({
  kind: "status",
  call: "GET /",
  status: code,
  reason: undefined,
  attr: undefined,
});
const transport = (detail: Extract<ServiceFault, { kind: "transport" }>["detail"]): ServiceFault => ({
  kind: "transport",
  call: "GET /",
  detail,
});

const delays = (jitter: number, retries: number) =>
  [1, 2, 3, 8].map((attempt) =>
    retryDelayMs({ fault: status(500), retryAfterMs: undefined }, attempt, { access: "read", retries, jitter }),
  );

describe("retryDelayMs", () => {
  it.each<{ behaviour: string; access: Access; fault: ServiceFault; retryAfter?: number; delay: number | undefined }>([
    { behaviour: "leaves a refusal alone", access: "read", fault: status(400), delay: undefined },
    { behaviour: "leaves a missing scope alone", access: "probe", fault: status(403), delay: undefined },
    { behaviour: "repeats a read after a 500", access: "read", fault: status(500), delay: 250 },
    { behaviour: "repeats a probe after a 503", access: "probe", fault: status(503), delay: 250 },
    { behaviour: "never repeats a write after a 500", access: "write", fault: status(500), delay: undefined },
    {
      behaviour: "gives a throttled write back",
      access: "write",
      fault: status(429),
      retryAfter: 7000,
      delay: undefined,
    },
    { behaviour: "waits as long as it is told", access: "read", fault: status(429), retryAfter: 5e6, delay: 5e6 },
    { behaviour: "waits not at all if told so", access: "read", fault: status(503), retryAfter: 0, delay: 0 },
    { behaviour: "repeats a read after a broken connection", access: "read", fault: transport("lost"), delay: 250 },
    { behaviour: "repeats a read after a timeout", access: "read", fault: transport("timeout"), delay: 250 },
    {
      behaviour: "never repeats a write that may be lost",
      access: "write",
      fault: transport("lost"),
      delay: undefined,
    },
    { behaviour: "never repeats a refused write", access: "write", fault: transport("refused"), delay: undefined },
    { behaviour: "believes a wrong certificate", access: "read", fault: transport("tls"), delay: undefined },
    { behaviour: "ends with the stop", access: "read", fault: transport("interrupted"), delay: undefined },
    {
      behaviour: "does not ask again for what it could not read",
      access: "read",
      fault: { kind: "shape", call: "GET /", detail: "html" },
      delay: undefined,
    },
  ])("$behaviour", ({ access, fault, retryAfter, delay }) => {
    const policy = { access, retries: 4, jitter: 0 };

    expect(retryDelayMs({ fault, retryAfterMs: retryAfter }, 1, policy)).toBe(delay);
  });

  it("doubles the back-off, spreads it, and gives up after the last retry", () => {
    expect(delays(0, 9)).toEqual([250, 500, 1000, 15_000]);
    expect(delays(0.5, 3)).toEqual([375, 750, 1500, undefined]);
  });

  it("calls attempt 0 a bug", () => {
    const failure = { fault: status(500), retryAfterMs: undefined };

    expect(() => retryDelayMs(failure, 0, { access: "read", retries: 4, jitter: 0 })).toThrow(InvariantError);
  });
});

describe("retryAfterMs", () => {
  const answeredAt = Date.parse("Thu, 01 Oct 2026 12:00:00 GMT");

  it.each([
    [undefined, undefined],
    ["soon", undefined],
    ["-3", undefined],
    ["0", 0],
    ["30", 30_000],
    ["86400", 86_400_000],
    ["Thu, 01 Oct 2026 12:01:30 GMT", 90_000],
    ["Thu, 01 Oct 2026 11:00:00 GMT", 0],
  ])("reads %s as %s ms", (header, expected) => {
    expect(retryAfterMs(header, answeredAt)).toBe(expected);
  });

  it("cannot place a date where the server told no time", () => {
    expect(retryAfterMs("Thu, 01 Oct 2026 12:01:30 GMT", Number.NaN)).toBeUndefined();
  });
});
