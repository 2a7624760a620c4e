import { once } from "node:events";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/adapters/clock.js";
import { runMain } from "../support/run-main.js";
import { aFolder, ROOT, startCli } from "./cli-process.js";

const STATE = join(ROOT, "examples/acme/state.json");

async function aServer(...args: readonly string[]) {
  const running = startCli(["sandbox", "--port", "0", "--json", ...args]);
  if (running.child.stdout === null) throw new Error("no stdout");
  const [line]: string[] = await once(createInterface({ input: running.child.stdout }), "line");
  const { url }: { url: string } = JSON.parse(line ?? "");
  return { ...running, url };
}

describe("warehog sandbox", () => {
  it("says where it listens, answers there, and ends with 0 when told to", async () => {
    const server = await aServer("--state", STATE);

    const answer = await fetch(`${server.url}/__sandbox/state`);
    server.child.kill("SIGINT");

    expect(answer.status).toBe(200);
    expect(await server.ended).toMatchObject({ exit: 0, stderr: "" });
  });

  it("starts from the packaged example when none is named", async () => {
    const server = await aServer();

    const state: { version: number } = JSON.parse(await (await fetch(`${server.url}/__sandbox/state`)).text());

    expect(state.version).toBe(1);
  });

  it("names keys that the packaged example takes", async () => {
    const server = startCli(["sandbox", "--port", "0"]);
    await server.saysOnStderr("its API keys: ");
    server.child.kill("SIGINT");
    const { stdout, stderr } = await server.ended;
    const { api_keys }: { api_keys: readonly { value: string }[] } = JSON.parse(readFileSync(STATE, "utf8"));
    const named = stderr.match(/phx_\w+/g) ?? [];

    expect(stdout).toContain("listens at http://127.0.0.1:");
    expect(named).toHaveLength(2);
    expect(api_keys.map(({ value }) => value)).toEqual(expect.arrayContaining(named));
  });

  it("says of a state document that is not there how to do without", async () => {
    const ended = await runMain(["sandbox", "--state", "nope.json"]);

    expect(ended.exit).toBe(1);
    expect(ended.stderr).toContain("without one the packaged example is used");
  });

  it("refuses a document that is none, with the reason", async () => {
    const cwd = aFolder();
    writeFileSync(join(cwd, "state.json"), '{"version": 1}');

    const ended = await runMain(["sandbox", "--state", "state.json", "--port", "0"], { cwd });

    expect(ended).toMatchObject({ exit: 1, stdout: "" });
    expect(ended.stderr).toMatch(/state\.json is no state document: .*sources/);
  });

  it("says that a port is taken", async () => {
    const server = await aServer();

    const ended = await runMain(["sandbox", "--port", new URL(server.url).port]);

    expect(ended.exit).toBe(1);
    expect(ended.stderr).toContain("port-taken");
  });
});

describe("--sandbox", () => {
  it("needs no key, never writes the file, and its plan file works for its apply alone", async () => {
    const cwd = aFolder();
    cpSync(join(ROOT, "examples/acme"), cwd, { recursive: true });
    const scope = ["--table", "public.products"]; // its change needs a run

    const planned = await runMain(["plan", "--sandbox", "state.json", "--json", "--out", "plan.json", ...scope], {
      cwd,
    });
    const { digest }: { digest: string } = JSON.parse(planned.stdout);
    const apply = ["apply", "plan.json", "--approve", digest, ...scope];
    const applied = await runMain([...apply, "--sandbox", "state.json", "--poll-seconds", "0.1"], {
      cwd,
      clock: systemClock(),
    });
    const again = await runMain(["plan", "--sandbox", "state.json", "--detailed-exitcode", ...scope], { cwd });
    const forReal = await runMain(apply, { cwd, env: { POSTHOG_API_KEY: "phx_real" } });

    expect(planned.exit).toBe(0);
    expect(applied).toMatchObject({ exit: 0 });
    expect(applied.stdout).toContain("1 applied → converged");
    expect(applied.stderr).not.toContain("journal");
    expect(again.exit).toBe(2);
    expect(forReal.exit).toBe(1);
    expect(forReal.stderr).toContain("plan-for-another-target");
  });
});

describe("a reader that has seen enough", () => {
  it("does not make a plan fail", async () => {
    const cwd = aFolder();
    cpSync(join(ROOT, "examples/acme"), cwd, { recursive: true });

    const running = startCli(["plan", "--sandbox", "--table", "public.users"], { cwd });
    running.child.stdout?.destroy();

    expect(await running.ended).toMatchObject({ exit: 0, signal: null, stderr: "" });
  });
});
