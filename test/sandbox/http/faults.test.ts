import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/sandbox/start.js";
import { ORDERS, oneSchema } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const RELOAD = `external_data_schemas/${ORDERS}/reload/`;

describe("faults on demand", () => {
  it.each<{ fault: Fault; carriedOut: boolean }>([
    { fault: { kind: "status", status: 503, when: "before" }, carriedOut: false },
    {
      fault: { kind: "status", status: 500, body: { a: 1 }, headers: { "Retry-After": "7" }, when: "after" },
      carriedOut: true,
    },
  ])("answers $fault.status, the request carried out: $carriedOut", async ({ fault, carriedOut }) => {
    const { call, state, sandbox } = await aSandbox(oneSchema(), { intercept: () => fault });

    const answer = await call("POST", RELOAD);

    expect(answer).toMatchObject(fault.kind === "status" ? { status: fault.status, body: fault.body } : {});
    expect(answer.headers.get("retry-after")).toBe(carriedOut ? "7" : null);
    expect(state().effects).toHaveLength(carriedOut ? 1 : 0);
    expect(sandbox.exchanges).toMatchObject([{ method: "POST", status: answer.status }]);
  });

  it.each<{ when: "before" | "after"; effects: number }>([
    { when: "before", effects: 0 },
    { when: "after", effects: 1 },
  ])("hangs up $when the request is carried out", async ({ when, effects }) => {
    const { call, state, sandbox } = await aSandbox(oneSchema(), { intercept: () => ({ kind: "hang-up", when }) });

    await expect(call("POST", RELOAD)).rejects.toThrow();

    expect(state().effects).toHaveLength(effects);
    expect(sandbox.exchanges).toMatchObject([{ status: 0 }]);
  });

  it("answers something that is not the server's", async () => {
    const { sandbox } = await aSandbox(oneSchema(), {
      intercept: () => ({ kind: "raw", status: 200, contentType: "text/html", text: "<html>" }),
    });

    const response = await fetch(`${sandbox.url}/api/projects/1/external_data_sources/`);

    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "text/html",
      "<html>",
    ]);
  });

  it("asks with the request as it came, and lets pass what it is told to", async () => {
    const asked: unknown[] = [];
    const { call, sandbox } = await aSandbox(oneSchema(), {
      intercept: (request) => {
        asked.push(request);
        return undefined;
      },
    });

    await call("POST", `${RELOAD}?why=test`, { body: { some: "body" } });

    const request = { method: "POST", path: `/api/projects/1/${RELOAD}`, query: "why=test", body: { some: "body" } };
    expect(asked).toEqual([request]);
    expect(sandbox.exchanges).toEqual([{ ...request, status: 200 }]);
  });
});
