import { describe, expect, it } from "vitest";
import { ORDERS, oneSchema } from "../support/documents.js";
import { aClock, aSandbox, type Client } from "../support/running-sandbox.js";

const limited = (rate_limits: unknown) =>
  oneSchema(
    {},
    {},
    {
      server: { rate_limits },
      api_keys: [
        { value: "phx_full", scopes: ["*"] },
        { value: "phx_second", scopes: ["*"] },
        { value: "phx_other", scopes: ["insight:read"] },
      ],
    },
  );

const statuses = async ({ call }: Client, count: number, key = "phx_full"): Promise<number[]> => {
  const seen: number[] = [];
  for (let i = 0; i < count; i++) seen.push((await call("GET", "external_data_sources/", { key })).status);
  return seen;
};

describe("rate limits", () => {
  it("answers 429 with the seconds to wait in body and header", async () => {
    const clock = aClock();
    const client = await aSandbox(limited({ per_minute: 2 }), { clock });
    await statuses(client, 1);
    clock.advance(17.5);
    await statuses(client, 1);

    const answer = await client.call("GET", "external_data_sources/");

    expect(answer).toMatchObject({
      status: 429,
      body: {
        type: "throttled_error",
        code: "throttled",
        detail: "Request was throttled. Expected available in 43 seconds.",
        attr: null,
      },
    });
    expect(answer.headers.get("retry-after")).toBe("43");
  });

  it("lets a request through again after exactly that time", async () => {
    const clock = aClock();
    const client = await aSandbox(limited({ per_minute: 2 }), { clock });

    expect(await statuses(client, 3)).toEqual([200, 200, 429]);
    clock.advance(59);
    expect(await statuses(client, 1)).toEqual([429]);
    clock.advance(1);
    expect(await statuses(client, 3)).toEqual([200, 200, 429]);
  });

  it("counts hours apart from minutes, and names the longer wait", async () => {
    const clock = aClock();
    const client = await aSandbox(limited({ per_minute: 1, per_hour: 2 }), { clock });
    await statuses(client, 1);
    clock.advance(60);
    await statuses(client, 1);

    const answer = await client.call("GET", "external_data_sources/");

    expect(answer.headers.get("retry-after")).toBe(String(3600 - 60));
  });

  it("counts each key for itself", async () => {
    const client = await aSandbox(limited({ per_minute: 1 }), { clock: aClock() });

    expect([...(await statuses(client, 2)), ...(await statuses(client, 2, "phx_second"))]).toEqual([
      200, 429, 200, 429,
    ]);
  });

  it("does not count what was refused for its key or scope, and counts what was not found", async () => {
    const client = await aSandbox(limited({ per_minute: 1 }), { clock: aClock() });

    expect(await statuses(client, 3, "phx_unknown")).toEqual([401, 401, 401]);
    expect(await statuses(client, 3, "phx_other")).toEqual([403, 403, 403]);
    expect((await client.call("GET", "external_data_sources/none/")).status).toBe(404);
    expect(await statuses(client, 1)).toEqual([429]);
  });

  it("keeps a refused request from doing anything", async () => {
    const client = await aSandbox(limited({ per_minute: 1 }), { clock: aClock() });
    await statuses(client, 1);
    const before = client.state();

    expect((await client.call("POST", `external_data_schemas/${ORDERS}/reload/`)).status).toBe(429);
    expect(client.state()).toEqual(before);
  });

  it.each([null, { per_minute: null, per_hour: null }])("limits nothing with %j", async (limits) => {
    const client = await aSandbox(limited(limits), { clock: aClock() });

    expect(new Set(await statuses(client, 20))).toEqual(new Set([200]));
  });
});
