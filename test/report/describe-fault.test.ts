import { describe, expect, it } from "vitest";
import type { ServiceFault, ShapeTrouble, TransportTrouble } from "../../src/model/fault.js";
import { KNOWN_REASONS } from "../../src/model/fault.js";
import { describeFault } from "../../src/report/describe-fault.js";

const call = "GET /api/projects/7/external_data_sources/";
const status = (code: number, reason?: (typeof KNOWN_REASONS)[number], attr?: string): ServiceFault => ({
  kind: "status",
  call,
  status: code,
  reason,
  attr,
});
const transport = (detail: TransportTrouble): ServiceFault => ({ kind: "transport", call, detail });
const shape = (detail: ShapeTrouble): ServiceFault => ({ kind: "shape", call, detail });

const FAULTS: readonly ServiceFault[] = [
  ...KNOWN_REASONS.map((reason) => status(400, reason)),
  ...(["refused", "lost", "timeout", "tls", "name-not-found", "interrupted"] as const).map(transport),
  ...(["empty", "html", "not-json", "too-large", "no-date", "at results[0].id: expected text"] as const).map(shape),
  status(500),
  status(404),
  status(418),
  { kind: "forbidden-call", call },
  { kind: "secret-missing", call, name: "STRIPE_SECRET" },
];

describe("the description of a fault", () => {
  it("is another one for each of them, and always says what to do", () => {
    const described = FAULTS.map(describeFault);

    expect(new Set(described.map(({ message }) => message)).size).toBe(FAULTS.length);
    expect(described.filter(({ hint }) => hint.length < 10)).toEqual([]);
  });

  it.each(FAULTS.map((fault) => ({ fault, message: describeFault(fault).message })))(
    "names the call: $message",
    ({ message }) => {
      expect(message).toContain(call);
    },
  );

  it("tells a missing, a wrong and an under-scoped key apart", () => {
    const [missing, wrong, underScoped] = (["key-missing", "key-invalid", "key-scope"] as const).map((reason) =>
      describeFault(status(401, reason)),
    );

    expect(missing?.hint).toContain("api_key_env");
    expect(wrong?.message).toContain("does not know this API key");
    expect(underScoped?.hint).toContain("external_data_source:write");
  });

  it.each([
    { call: "GET /external_data_sources/", scope: "external_data_source:read" },
    { call: "PATCH /external_data_schemas/1/", scope: "external_data_source:write" },
    { call: "POST /external_data_schemas/1/resync/", scope: "external_data_source:write" },
  ])("names the scope that $call lacks, and where a key gets one", (refused) => {
    const { message, hint } = describeFault({ ...status(403, "key-scope"), call: refused.call });

    expect(message).toContain(refused.scope);
    expect(hint).toContain("Settings → Personal API keys");
  });

  it("sends nobody to make a change in PostHog where reading was refused", () => {
    const { hint } = describeFault({ ...status(403), call: "GET /external_data_sources/" });

    expect(hint).toContain("external_data_source:read");
    expect(hint).not.toContain("same change");
  });

  it("names the field that the server blamed", () => {
    expect(describeFault(status(400, undefined, "sync_frequency")).message).toContain("sync_frequency");
  });
});
