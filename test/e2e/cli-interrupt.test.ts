import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { EventEmitter, once } from "node:events";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { stringify } from "yaml";
import type { Plan } from "../../src/model/plan.js";
import { startSandbox } from "../../src/sandbox/start.js";
import { liveOrders, orders } from "../support/shop.js";
import { KEY, projectYaml, writesOf } from "../support/workspace.js";
import { runMain } from "../support/run-main.js";
import { aFolder, cli, startCli } from "./cli-process.js";

const env = { POSTHOG_KEY: KEY };

/** A server whose runs take as long as the test wants: time passes there when it says so. */
async function aSlowShop() {
  let ahead = 0;
  const sandbox = await startSandbox({
    clock: { now: () => Date.now() + ahead },
    document: {
      version: 1,
      api_keys: [{ value: KEY, scopes: ["*"] }],
      server: { auto_progress: true, extensions: { runs: { start_seconds: 600 } } },
      sources: [
        {
          id: "0199c0de-0000-7000-8000-000000000001",
          source_type: "Postgres",
          prefix: "shop_",
          job_inputs: { host: "db.example" },
          capabilities: { detects_primary_keys: true },
          schemas: [orders({ schedule: { paused: false, every_seconds: 604_800 } })],
          live_source: { tables: [liveOrders()] },
        },
      ],
    },
  });
  onTestFinished(() => sandbox.close());
  return { sandbox, pass: (ms: number) => (ahead += ms) };
}

async function aCheckout(host: string): Promise<{ readonly cwd: string; readonly approved: readonly string[] }> {
  const cwd = aFolder();
  mkdirSync(join(cwd, "warehouse"));
  writeFileSync(join(cwd, "warehog.yaml"), projectYaml(host));
  writeFileSync(
    join(cwd, "warehouse/shop.yaml"),
    stringify({
      version: 1,
      source: { source_type: "Postgres", prefix: "shop" },
      tables: {
        "public.orders": { sync_type: "incremental", incremental_field: "id", incremental_field_type: "integer" },
      },
    }),
  );
  await runMain(["plan", "--write-consent", "--out", "plan.json"], { cwd, env });
  const plan: Plan = JSON.parse(readFileSync(join(cwd, "plan.json"), "utf8"));
  return { cwd, approved: ["apply", "plan.json", "--approve", plan.digest, "--poll-seconds", "0.1"] };
}

/** The first command that is offered, as words; what stands behind it in two columns is why. */
const commandIn = (text: string): readonly string[] =>
  /: +warehog (.+?)(?: {2}.*)?$/m.exec(text)?.[1]?.split(" ") ?? [];

describe("Ctrl-C", () => {
  it("stops an apply between two steps, says how to go on, and the same command finishes it", async () => {
    const { sandbox, pass } = await aSlowShop();
    const { cwd, approved } = await aCheckout(sandbox.url);

    const running = startCli(approved, { cwd, env });
    await running.saysOnStderr("await");
    running.child.kill("SIGINT");
    const stopped = await running.ended;

    expect(stopped).toMatchObject({ exit: 130, signal: null });
    expect(stopped.stderr).toMatch(/journal: \.warehog\/1-[0-9a-f]{8}\.journal, which other machines cannot see/);
    expect(stopped.stderr).toContain("stopping after the step in flight");
    expect(stopped.stdout).toContain("1 interrupted → stopped between two steps");
    expect(stopped.stdout).toContain(`next: warehog ${approved.slice(0, 4).join(" ")}\n`);

    pass(3_600_000);
    const finished = await cli(approved, { cwd, env });

    expect(finished.exit).toBe(0);
    expect(finished.stdout).toContain("converged");
    expect(writesOf(sandbox)).toEqual(["PATCH", "resync"]);
  });

  it.each(["SIGINT", "SIGKILL"] as const)(
    "leads on without a plan file after %s: each command that is printed can be typed as it stands",
    async (signal) => {
      const { sandbox, pass } = await aSlowShop();
      const { cwd, approved } = await aCheckout(sandbox.url);
      const withoutFile = approved.filter((word) => word !== "plan.json");

      const running = startCli(withoutFile, { cwd, env });
      await running.saysOnStderr("await");
      running.child.kill(signal);
      const stopped = await running.ended;
      const again = signal === "SIGINT" ? stopped : await cli(withoutFile, { cwd, env });
      pass(3_600_000);
      const replanned = await cli(commandIn(again.stdout + again.stderr), { cwd, env });
      const finished = await cli([...commandIn(replanned.stdout), "--poll-seconds", "0.1"], { cwd, env });

      expect(finished).toMatchObject({ exit: 0, stdout: expect.stringContaining("converged") });
      expect(writesOf(sandbox)).toEqual(["PATCH", "resync"]);
    },
  );

  it("a second time leaves at once, even while an answer is awaited", async () => {
    const { sandbox } = await aSlowShop();
    const { url, asked } = await swallowing("PATCH", sandbox.url);
    const { cwd, approved } = await aCheckout(url);

    const running = startCli(approved, { cwd, env });
    await asked;
    running.child.kill("SIGINT");
    await running.saysOnStderr("stopping after the step in flight");
    running.child.kill("SIGINT");

    const left = await running.ended;

    expect(left).toMatchObject({ exit: 130, signal: null });
    expect(left.stderr).toMatch(/left at once: what was sent is recorded in \.warehog\/\S+\.journal/);
    expect(left.stderr).toContain("warehog apply goes on");
  });

  it("ends a plan like any other program, for nothing is under way", async () => {
    const { sandbox } = await aSlowShop();
    const { url, asked } = await swallowing("GET", sandbox.url);
    const cwd = aFolder();
    mkdirSync(join(cwd, "warehouse"));
    writeFileSync(join(cwd, "warehog.yaml"), projectYaml(url));
    writeFileSync(
      join(cwd, "warehouse/shop.yaml"),
      stringify({
        version: 1,
        source: { source_type: "Postgres", prefix: "shop" },
        tables: { a: { should_sync: true } },
      }),
    );

    const running = startCli(["plan"], { cwd, env });
    await asked;
    running.child.kill("SIGINT");

    expect(await running.ended).toMatchObject({ exit: null, signal: "SIGINT" });
  });
});

/** Stands in front of a server and never answers one method. */
async function swallowing(method: string, to: string) {
  const swallowed = new EventEmitter();
  const proxy = createServer((incoming, outgoing) => {
    if (incoming.method === method) {
      swallowed.emit("one");
      return;
    }
    const { url = "/", headers } = incoming;
    const onward = request(new URL(url, to), { method: incoming.method ?? "GET", headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = proxy.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, asked: once(swallowed, "one") };
}
