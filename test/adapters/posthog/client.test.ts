import { describe, expect, it } from "vitest";
import { answer, serve } from "../../support/http.js";
import { client, KEY, range, readFault, TABLE, table } from "./support.js";

describe("a request", () => {
  it("carries key, user agent and the bare body, and nothing else of us", async () => {
    const server = await serve(table);

    await client(server.url).warehouse.patch("t", { sync_frequency: "1hour", enabled_columns: null });

    expect(server.seen[0]).toMatchObject({
      method: "PATCH",
      path: "/api/projects/1/external_data_schemas/t/",
      body: '{"sync_frequency":"1hour","enabled_columns":null}',
      headers: { authorization: `Bearer ${KEY}`, "user-agent": "warehog/9.9.9", "content-type": "application/json" },
    });
  });

  it("tells the server's time, in whole seconds, with the value", async () => {
    const server = await serve(answer(200, TABLE, { date: "Thu, 01 Oct 2026 12:00:05 GMT" }));

    const result = await client(server.url).warehouse.readTable("t");

    expect(result).toMatchObject({ ok: true, value: { serverTime: Date.parse("2026-10-01T12:00:05Z") } });
  });

  it("does not go out to more than four places at once", async () => {
    let inFlight = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const server = await serve((incoming, outgoing) => {
      most = Math.max(most, ++inFlight);
      waiting.push(() => {
        inFlight--;
        table(incoming, outgoing);
      });
      // The last four come alone: hold answers back only while more requests have to follow.
      if (waiting.length === 4 || server.seen.length === 12) for (const go of waiting.splice(0)) go();
    });
    const { warehouse } = client(server.url);

    await Promise.all(range(12).map(() => warehouse.readTable("t")));

    expect(most).toBe(4);
  });
});

describe("a bad answer", () => {
  const call = "GET /api/projects/1/external_data_schemas/t/";

  it.each<{ behaviour: string; listener: Parameters<typeof serve>[0]; fault: object }>([
    {
      behaviour: "a web page",
      listener: answer(200, "<!doctype html><title>Log in</title>"),
      fault: { kind: "shape", detail: "html" },
    },
    { behaviour: "nothing in it", listener: answer(200, ""), fault: { kind: "shape", detail: "empty" } },
    {
      behaviour: "half of its JSON",
      listener: answer(200, '{"id": "t", "na'),
      fault: { kind: "shape", detail: "not-json" },
    },
    {
      behaviour: "a wrong shape",
      listener: answer(200, { ...TABLE, should_sync: "yes" }),
      fault: { kind: "shape", detail: "at should_sync: expected true or false" },
    },
    {
      behaviour: "no time",
      listener: (_, outgoing) => {
        outgoing.sendDate = false;
        outgoing.end(JSON.stringify(TABLE));
      },
      fault: { kind: "shape", detail: "no-date" },
    },
    {
      behaviour: "fewer bytes than announced",
      listener: (_, outgoing) => {
        outgoing.writeHead(200, { "content-length": "1000" });
        outgoing.write('{"id": "t"');
        setImmediate(() => outgoing.destroy());
      },
      fault: { kind: "transport", detail: "lost" },
    },
    {
      behaviour: "a connection that breaks",
      listener: (incoming) => incoming.socket.resetAndDestroy(),
      fault: { kind: "transport", detail: "lost" },
    },
    {
      behaviour: "more bytes than fit",
      listener: answer(200, { ...TABLE, latest_error: "x".repeat(5000) }),
      fault: { kind: "shape", detail: "too-large" },
    },
    { behaviour: "a refusal", listener: answer(400, {}), fault: { kind: "status", status: 400, reason: undefined } },
    { behaviour: "a failure", listener: answer(500, {}), fault: { kind: "status", status: 500, reason: undefined } },
  ])("$behaviour is a fault that names the call", async ({ listener, fault }) => {
    const server = await serve(listener);

    const settings = { retries: 0, maxAnswerBytes: 4096 };

    expect(await readFault(client(server.url, { settings }))).toEqual(expect.objectContaining({ call, ...fault }));
  });

  it("that never comes is a timeout", async () => {
    const server = await serve(() => {});

    const fault = await readFault(client(server.url, { settings: { timeoutMs: 50, retries: 0 } }));

    expect(fault).toEqual({ kind: "transport", call, detail: "timeout" });
  });

  it("that comes too slowly is a timeout as well", async () => {
    const server = await serve((_, outgoing) => {
      outgoing.writeHead(200);
      const drip = setInterval(() => outgoing.write(" "), 5);
      outgoing.on("close", () => clearInterval(drip));
    });

    const fault = await readFault(client(server.url, { settings: { timeoutMs: 50, retries: 0 } }));

    expect(fault).toEqual({ kind: "transport", call, detail: "timeout" });
  });

  it("cannot come from where nobody listens", async () => {
    expect(await readFault(client("http://127.0.0.1:1", { settings: { retries: 0 } }))).toEqual({
      kind: "transport",
      call,
      detail: "refused",
    });
  });

  it("cannot come without a certificate", async () => {
    const server = await serve(table);

    const fault = await readFault(client(server.url.replace("http:", "https:"), { settings: { retries: 3 } }));

    expect(fault).toEqual({ kind: "transport", call, detail: "tls" });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 307, 308])("%i is a fault, and the key goes nowhere else", async (status) => {
    const other = await serve(table);
    const server = await serve(answer(status, "", { location: `${other.url}/api/projects/1/` }));

    expect(await readFault(client(server.url))).toMatchObject({ kind: "status", status, reason: "redirected" });
    expect(other.seen).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });
});
