import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { journalPlace } from "../../src/commands/journal-place.js";
import { main } from "../../src/commands/main.js";
import { checkHost, checkKey, otherRegion } from "../../src/commands/doctor/address.js";
import { checkService } from "../../src/commands/doctor/service.js";
import { err, ok } from "../../src/model/result.js";
import type { Intercept } from "../../src/sandbox/start.js";
import { declaring, orders, shop } from "../support/shop.js";
import { aWorkspace, KEY } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";
import { aContext } from "./a-context.js";

interface Line {
  readonly check: string;
  readonly state: string;
  readonly says: string;
  readonly remedy?: string;
}

const keys = [
  { value: KEY, scopes: ["external_data_source:write"] },
  { value: "phx_reader", scopes: ["external_data_source:read"] },
  { value: "phx_insights", scopes: ["insight:read"] },
  { value: "phx_elsewhere", scopes: ["*"], projects: [2] },
];

async function aShop(members: Parameters<typeof shop>[2] = {}, intercept?: Intercept): Promise<Workspace> {
  const workspace = await aWorkspace(
    shop([orders()], {}, { api_keys: keys, projects: [{ id: 1 }, { id: 2 }], ...members }),
    intercept === undefined ? {} : { intercept },
  );
  workspace.declare(declaring({ sync_frequency: "6hour" }));
  return workspace;
}

async function examined({ folder, clock }: Workspace, key = KEY, ...args: readonly string[]) {
  const context = aContext({ cwd: folder, env: { POSTHOG_KEY: key, PATH: process.env["PATH"] }, clock });
  const exit = await main(["doctor", "--json", ...args], context);
  const { stdout, stderr } = context.said();
  const { checks = [] }: { readonly checks?: readonly Line[] } = JSON.parse(stdout);
  const of = (state: string) => checks.filter((line) => line.state === state).map(({ check }) => check);
  return { exit, stdout, stderr, checks, bad: of("bad"), good: of("good"), warnings: of("warning") };
}

const says = (checks: readonly Line[], check: string): string => {
  const line = checks.find((one) => one.check === check);
  return `${line?.says} → ${line?.remedy}`;
};

const ALL = 13;

describe("doctor", () => {
  it("asks three calls, none of which changes anything, and finds what is well", async () => {
    const workspace = await aShop();

    const { exit, bad, warnings, checks } = await examined(workspace);

    expect({ exit, bad, warnings }).toEqual({ exit: 0, bad: [], warnings: ["schema-comments"] });
    expect(checks).toHaveLength(ALL);
    expect(
      workspace.sandbox.exchanges.map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`),
    ).toEqual([
      "GET external_data_sources/",
      "POST external_data_schemas/00000000-0000-0000-0000-000000000000/incremental_fields/",
      "GET external_data_sources/0199c0de-0000-7000-8000-000000000001/",
    ]);
    expect(workspace.writes()).toEqual([]);
  });

  it.each([
    { key: "phx_reader", exit: 0, bad: [], warning: "scope-write", tells: "external_data_source:write" },
    {
      key: "phx_insights",
      exit: 1,
      bad: ["scope-read"],
      warning: "scope-write",
      tells: "give external_data_source:write",
    },
    { key: "phx_unknown", exit: 1, bad: ["key"], warning: "scope-write", tells: "mend the key first" },
    { key: "phx_elsewhere", exit: 1, bad: ["project"], warning: "scope-write", tells: "mend the project first" },
    { key: "", exit: 1, bad: ["key"], warning: "scope-write", tells: "mend the key first" },
    { key: "two words", exit: 1, bad: ["key"], warning: "scope-write", tells: "mend the key first" },
    { key: "phc_project", exit: 1, bad: ["key"], warning: "project", tells: "mend the key first" },
  ])("finds what is wrong with the key $key, and looks at all the rest", async ({ key, exit, bad, warning, tells }) => {
    const workspace = await aShop();

    const found = await examined(workspace, key);

    expect({ exit: found.exit, bad: found.bad }).toEqual({ exit, bad });
    expect(found.warnings).toContain(warning);
    expect(says(found.checks, warning)).toContain(tells);
    expect(found.checks).toHaveLength(ALL);
    if (key !== "") expect(found.stdout + found.stderr).not.toContain(key);
  });

  it.each(["phx_reader", "phx_insights"])(
    "says of %s that it may not write, and of its scopes no more than that",
    async (key) => {
      const { checks } = await examined(await aShop(), key);

      expect(says(checks, "scope-write")).toMatch(/^the key may not write: /);
    },
  );

  it("promises no command on the strength of a scope: who owns the key may still lack access to a table", async () => {
    const { checks } = await examined(await aShop());

    expect(says(checks, "scope-write")).toMatch(/^the key's scopes let it write/);
    expect(checks.map(({ says: text }) => text).join()).not.toMatch(/ works/);
  });

  it("tells a project that is not there from a key that is not known", async () => {
    const workspace = await aShop();
    writeFileSync(
      join(workspace.folder, "warehog.yaml"),
      workspace.read("warehog.yaml").replace("project_id: 1", "project_id: 99"),
    );

    const { bad, warnings, checks } = await examined(workspace);

    expect(bad).toEqual(["project"]);
    expect(says(checks, "project")).toContain("project_id");
    // A table that is not there answers alike in a project that is not.
    expect(warnings).toEqual([
      "schema-comments",
      "scope-read",
      "scope-write",
      "server",
      "sources",
      "rate-limit",
      "clock",
    ]);
  });

  it.each([
    { kind: "status", status: 401, reason: "key-invalid", bad: "key" },
    { kind: "status", status: 404, reason: "key-project", bad: "project" },
  ] as const)("names the other cloud in what it shows of the $bad, and leaves the rest alone", async (fault) => {
    const refusal = err({ ...fault, call: "GET /api/projects/1/external_data_sources/", attr: undefined });
    const checks = await checkService({
      host: "https://us.posthog.com",
      projectId: 1,
      checkup: { sources: async () => refusal, mayWrite: async () => ok(true), server: async () => ok(undefined) },
      requests: () => 2,
      clockAhead: () => undefined,
      desired: undefined,
      perHour: 4800,
    });

    expect(checks.filter(({ state }) => state === "bad").map(({ check }) => check)).toEqual([fault.bad]);
    expect(says(checks, fault.bad)).toContain("https://eu.posthog.com");
    expect(says(checks, "scope-write")).toBe(`not checked → mend the ${fault.bad} first`);
  });

  it("says of a project file with mistakes which command shows them", async () => {
    const workspace = await aShop();
    writeFileSync(join(workspace.folder, "warehog.yaml"), `${workspace.read("warehog.yaml")}nonsense: 1\n`);

    const { checks, bad } = await examined(workspace, KEY, "--target", "production");

    expect(bad).toEqual(["files"]);
    expect(says(checks, "files")).toContain("warehog validate --target production shows 1 mistake");
  });

  it("goes on to PostHog where a source file and the journal are broken", async () => {
    const workspace = await aShop();
    workspace.declare({ nonsense: 1 });
    const { path } = journalPlace(
      { root: workspace.folder, cwd: workspace.folder },
      { host: workspace.sandbox.url, project_id: 1 },
    );
    mkdirSync(join(workspace.folder, ".warehog"));
    writeFileSync(path, "no journal\n");

    const { bad, good, exit } = await examined(workspace);

    expect(bad).toEqual(["files", "journal"]);
    expect(good).toEqual(expect.arrayContaining(["project", "scope-read", "scope-write", "server"]));
    expect(exit).toBe(1);
  });

  it("says that the project file is missing, and how to get one", async () => {
    const context = aContext({ cwd: "/" });

    expect(await main(["doctor"], context)).toBe(1);
    expect(context.said().stdout).toContain("✗ files");
    expect(context.said().stdout).toContain("warehog init writes one");
  });

  it("finds a server that is too old", async () => {
    const workspace = await aShop({
      server: { extensions: { generation: "2025" } },
      api_keys: [{ value: KEY, scopes: [] }],
    });

    const { bad, checks } = await examined(workspace);

    expect(bad).toEqual(["server"]);
    expect(says(checks, "server")).toContain("upgrade PostHog");
  });

  it("finds a limit that is used up without waiting for it, and a source and tables that are ill", async () => {
    const headers = { "retry-after": "3000" };
    const throttled = await aShop({}, () => ({ kind: "status", status: 429, headers, when: "before" }));
    const failed = await aWorkspace(shop([orders({ status: "Failed", latest_error: "boom" })]));
    failed.declare(declaring({ sync_frequency: "6hour" }));
    failed.declare({ ...declaring({}), source: { source_type: "MySQL", prefix: "gone" } }, "other.yaml");

    const limit = await examined(throttled);
    const lost = await examined(failed);
    const ill = await examined(failed, KEY, "--config", join(failed.folder, "warehog.yaml"));

    expect(limit.bad).toEqual(["rate-limit"]);
    expect(throttled.sandbox.exchanges.length).toBeLessThanOrEqual(2);
    expect(says(lost.checks, "sources")).toContain("other");
    expect(ill.bad).toEqual(["sources"]);
  });

  it("names declared tables in error", async () => {
    const workspace = await aWorkspace(shop([orders({ status: "Failed", latest_error: "boom" })]));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    const { checks, exit } = await examined(workspace);

    expect(says(checks, "sources")).toContain("1 declared table in error: shop/public.orders");
    expect(exit).toBe(0);
  });

  it("finds a journal that git would commit", async () => {
    const workspace = await aShop();
    execFileSync("git", ["init", "--quiet"], { cwd: workspace.folder, env: { PATH: process.env["PATH"] ?? "" } });

    const before = await examined(workspace);
    writeFileSync(join(workspace.folder, ".gitignore"), ".warehog/\n");
    const after = await examined(workspace);

    expect(before.warnings).toContain("git-ignore");
    expect(after.good).toContain("git-ignore");
  });

  it.each([
    { minutes: -5, says: "this machine is 300 seconds behind PostHog" },
    { minutes: 5, says: "this machine is 300 seconds ahead of PostHog" },
  ])("finds a clock that is off by $minutes minutes", async ({ minutes, says: text }) => {
    const workspace = await aShop();
    const { folder, clock } = workspace;
    const skewed = { now: () => clock.now() + minutes * 60_000, sleep: async () => {} };
    const context = aContext({ cwd: folder, env: { POSTHOG_KEY: KEY }, clock: skewed });

    await main(["doctor"], context);

    expect(context.said().stdout).toContain(text);
  });
});

describe("what is told without a call", () => {
  it.each([
    ["https://us.posthog.com", "good", "the US cloud"],
    ["https://posthog.example", "good", "https://posthog.example"],
    ["https://eu.i.posthog.com", "bad", "takes events in"],
    ["https://app.posthog.com", "bad", "does not say which cloud"],
    ["http://posthog.example", "bad", "host-insecure"],
  ])("host %s: %s", (host, state, text) => {
    const check = checkHost({ host, name: "production" });

    expect(check.state).toBe(state);
    expect(check.says).toContain(text);
  });

  it("names the other cloud where a key or project is not known, and only for a cloud", () => {
    expect(otherRegion("https://us.posthog.com")).toContain("https://eu.posthog.com");
    expect(otherRegion("https://eu.posthog.com")).toContain("https://us.posthog.com");
    expect(otherRegion("https://posthog.example")).toBe(undefined);
  });

  it("a key of another kind is a warning, because a self-hosted server may hold it", () => {
    expect(checkKey("K", "e2e_demo_api_key").state).toBe("warning");
  });
});
