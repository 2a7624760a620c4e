import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.js";
import { openJournal } from "../../src/adapters/journal-file.js";
import { readOwed } from "../../src/adapters/read-owed.js";
import { journalPlace } from "../../src/commands/journal-place.js";
import { writePlan } from "../../src/planner/write-plan.js";
import type { Intercept } from "../../src/sandbox/start.js";
import { opened } from "../executor/owed-record.js";
import { declaring, liveOrders, orders, shop as aProject } from "../support/shop.js";
import { runMain } from "../support/run-main.js";
import { aWorkspace, KEY } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

const document = {
  version: 1,
  api_keys: [
    { value: KEY, scopes: ["*"] },
    { value: "phx_reader", scopes: ["external_data_source:read"] },
    { value: "phx_other", scopes: ["insight:read"] },
  ],
  server: { auto_progress: true },
  sources: [
    {
      id: "0199c0de-0000-7000-8000-000000000001",
      source_type: "Postgres",
      prefix: "shop_",
      job_inputs: { host: "db.example" },
      capabilities: { supports_cdc: true, supports_xmin: true, detects_primary_keys: true },
      schemas: [orders(), orders({ id: "0199c0de-0000-7000-8000-000000000003", name: "public.users" })],
      live_source: { tables: [liveOrders(), liveOrders({ name: "public.users" })] },
    },
  ],
};

const declared = (fields: object) => ({
  source: { source_type: "Postgres", prefix: "shop" },
  tables: { "public.orders": { sync_type: "incremental", ...fields } },
});
const FASTER = declared({ sync_frequency: "1hour" });
const OTHER_CURSOR = declared({ incremental_field: "id", incremental_field_type: "integer" });

const parsed = (text: string): Plan => JSON.parse(text);

/** The same command with another key, or none. */
const as = (shop: Workspace, key: string | undefined, ...args: readonly string[]) =>
  runMain(args, { cwd: shop.folder, env: { POSTHOG_KEY: key }, clock: shop.clock });

async function aShop(source: Parameters<Workspace["declare"]>[0] = FASTER): Promise<Workspace> {
  const workspace = await aWorkspace(document);
  workspace.declare(source);
  return workspace;
}

describe("plan", () => {
  it("does not read a project file of more than a megabyte", async () => {
    const shop = await aShop();
    writeFileSync(join(shop.folder, "warehog.yaml"), `${shop.read("warehog.yaml")}#${" ".repeat(1024 * 1024)}\n`);

    const { exit, stderr } = await shop.warehog("plan");

    expect(exit).toBe(1);
    expect(stderr).toContain("file-too-large");
    expect(stderr).toContain("limit: 1 MiB");
  });

  it("writes nothing, and exits with 0, or 2 where that is asked for", async () => {
    const shop = await aShop();

    expect((await shop.warehog("plan")).exit).toBe(0);
    expect((await shop.warehog("plan", "--detailed-exitcode")).exit).toBe(2);
    expect(shop.writes()).toEqual([]);
    expect(existsSync(join(shop.folder, ".warehog"))).toBe(false);
  });

  it("exits with 3 where consent is missing, which wins over 2", async () => {
    const shop = await aShop(OTHER_CURSOR);

    const { exit, stdout } = await shop.warehog("plan", "--detailed-exitcode");

    expect(exit).toBe(3);
    expect(stdout).toContain("1 wipes 1,000 rows · consent missing on 1 → cannot be applied as it stands");
    expect(stdout).toContain("warehog plan --write-consent");
  });

  it("prints the same plan as JSON and into a file", async () => {
    const shop = await aShop();

    const { stdout } = await shop.warehog("plan", "--json", "--out", "plan.json");

    expect(shop.read("plan.json")).toBe(stdout);
    expect(parsed(stdout).items).toHaveLength(1);
  });

  it("is written over an older plan and over nothing else", async () => {
    const shop = await aShop();
    await shop.warehog("plan", "--out", "plan.json");
    const before = shop.read("warehog.yaml");

    expect((await shop.warehog("plan", "--out", "plan.json")).exit).toBe(0);
    const { exit, stderr } = await shop.warehog("plan", "--out", "warehog.yaml");

    expect(exit).toBe(1);
    expect(stderr).toContain("out-not-a-plan");
    expect(shop.read("warehog.yaml")).toBe(before);
  });

  it("says what it waits for when the server asks it to wait", async () => {
    let asked = 0;
    const headers = { "retry-after": "30" };
    const intercept: Intercept = () =>
      asked++ === 0 ? { kind: "status", status: 429, headers, when: "before" } : undefined;
    const workspace = await aWorkspace(aProject([orders()]), { intercept });
    workspace.declare(declaring({ sync_frequency: "1hour" }));

    const { exit, stderr } = await workspace.warehog("plan");

    expect(exit).toBe(0);
    expect(stderr).toMatch(/waiting 3\d s before GET .*external_data_sources\/ is tried again/);
  });

  it("says the same as Markdown", async () => {
    const shop = await aShop();

    const { stdout } = await shop.warehog("plan", "--format", "markdown");

    expect(stdout).toMatch(/^### 1 table would change → ready to apply\n/);
  });

  it("says the same as a page, and writes the plan itself into the file", async () => {
    const shop = await aShop();

    const { stdout } = await shop.warehog("plan", "--format", "html", "--out", "plan.json");

    expect(stdout).toMatch(/^<!doctype html>\n/);
    expect(stdout).toContain(parsed(shop.read("plan.json")).digest);
  });

  it("is narrowed to a scope, and says so", async () => {
    const shop = await aShop({ ...FASTER, tables: { ...FASTER.tables, "public.none": { sync_type: "full_refresh" } } });

    const { exit, stdout } = await shop.warehog("plan", "--table", "public.orders");

    expect(exit).toBe(0);
    expect(stdout).toContain("only 1 of 2 declared tables (--table public.orders)");
    expect(stdout).toContain("warehog apply --table public.orders --approve");
  });

  it("adds the missing consents to the file, with the strategy and reason that were named, and plans again", async () => {
    const shop = await aShop(OTHER_CURSOR);

    const { exit, stdout, stderr } = await shop.warehog(
      "plan",
      "--json",
      "--write-consent",
      "--strategy",
      "keep",
      "--reason",
      "ids only grow",
    );

    const [item] = parsed(stdout).items;
    expect(exit).toBe(0);
    expect(item).toMatchObject({ effect: "gap", strategy: "keep", consented: true, problems: [] });
    expect(shop.read("warehouse/shop.yaml")).toContain(item?.id);
    expect(stderr).toContain("ids only grow");
    expect(stderr).toContain("wrote 1 consent, for review");
  });

  it("consents to nothing that has other problems, and names it", async () => {
    const shop = await aShop(declared({ incremental_field: "nothing", incremental_field_type: "integer" }));
    const before = shop.read("warehouse/shop.yaml");

    const { exit, stdout, stderr } = await shop.warehog("plan", "--write-consent");

    expect(exit).toBe(3);
    expect(stderr).toMatch(/production\/shop\/public\.orders has other problems \(.*\): no consent was written/);
    expect(stdout).toContain("next: warehog explain cursor-not-offered");
    expect(shop.read("warehouse/shop.yaml")).toBe(before);
  });

  it("writes no consent with a strategy that was not offered", async () => {
    const shop = await aShop(declared({ primary_key_columns: ["id", "tenant_id"] }));
    const before = shop.read("warehouse/shop.yaml");

    const { exit, stderr } = await shop.warehog("plan", "--write-consent", "--strategy", "keep");

    expect(exit).toBe(3);
    expect(stderr).toContain("production/shop/public.orders does not offer keep: no consent was written");
    expect(shop.read("warehouse/shop.yaml")).toBe(before);
  });
});

const refuseWrites: Intercept = ({ method }) =>
  method === "PATCH"
    ? {
        kind: "status",
        status: 403,
        when: "before",
        body: {
          type: "authentication_error",
          code: "permission_denied",
          detail: "API key missing required scope 'x'",
          attr: null,
        },
      }
    : undefined;

describe("apply", () => {
  it("says why PostHog refused before it offers to apply again", async () => {
    const workspace = await aWorkspace(document, { intercept: refuseWrites });
    workspace.declare(FASTER);
    const { plan } = await workspace.plan();

    const { exit, stdout } = await workspace.warehog("apply", "--approve", plan.digest);

    expect(exit).toBe(1);
    expect(stdout).toContain("lacks a scope");
    expect(stdout).toContain("next: warehog explain key-scope");
    expect(stdout.match(/\(key-scope\)/g)).toHaveLength(1);
  });

  it("writes nothing without an approval", async () => {
    const shop = await aShop();

    const { exit, stderr } = await shop.warehog("apply");

    expect(exit).toBe(3);
    expect(stderr).toContain("approval-missing");
    expect(shop.writes()).toEqual([]);
  });

  it("carries out what was approved, and says that it converged", async () => {
    const shop = await aShop();
    const { plan } = await shop.plan();

    const applied = await shop.warehog("apply", "--approve", plan.digest);
    const after = await shop.plan("--detailed-exitcode");

    expect(applied.exit).toBe(0);
    expect(applied.stdout).toContain("1 applied → converged");
    expect(shop.writes()).toEqual(["PATCH"]);
    expect(after).toMatchObject({ exit: 0, plan: { items: [] } });
  });

  it("carries out a plan file, and tells the outcome as one JSON value", async () => {
    const shop = await aShop(OTHER_CURSOR);
    await shop.warehog("plan", "--write-consent", "--out", "plan.json");
    const { digest } = parsed(shop.read("plan.json"));

    const { exit, stdout } = await shop.warehog("apply", "plan.json", "--approve", digest, "--json");

    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      converged: true,
      interrupted: false,
      outcomes: [{ state: "applied", address: "production/shop/public.orders" }],
      plan: { items: [] },
    });
    expect(shop.writes()).toEqual(["PATCH", "resync"]);
  });

  it("leaves with 4 what it was told not to wait for, and finishes it the next time", async () => {
    const shop = await aShop(OTHER_CURSOR);
    await shop.warehog("plan", "--write-consent", "--out", "plan.json");
    const { digest } = parsed(shop.read("plan.json"));

    const started = await shop.warehog("apply", "plan.json", "--approve", digest, "--no-wait");
    const { plan } = await shop.plan();
    const finished = await shop.warehog("apply", "--approve", plan.digest);

    expect(started.exit).toBe(4);
    expect(started.stdout).toContain(`warehog apply --approve ${plan.digest}`);
    expect(finished.exit).toBe(0);
    expect(shop.writes()).toEqual(["PATCH", "resync"]);
  });

  it("closes what an apply that died had begun of a change that is wanted no more", async () => {
    const shop = await aShop(declared({ sync_frequency: "6hour" }));
    const { plan } = await shop.plan();
    const { path } = journalPlace({ root: shop.folder, cwd: shop.folder }, plan.target);
    const journal = await openJournal({ path, target: plan.target, processes: { pid: 1, isAlive: () => false } });
    if (!journal.ok) throw new Error(journal.error.message);
    await journal.value.append(opened({ schema_id: "0199c0de-0000-7000-8000-000000000002" }));
    await journal.value.close();

    const { exit, stdout } = await shop.warehog("apply");

    expect(exit, stdout).toBe(0);
    expect(await readOwed(path, plan.target)).toEqual({ ok: true, value: [] });
    expect(shop.writes()).toEqual([]);
  });

  it("imports nothing under values of another hand that the files declare no more", async () => {
    const shop = await aShop(OTHER_CURSOR);
    await shop.warehog("plan", "--write-consent");
    const { plan } = await shop.plan("--out", "plan.json");
    const [item] = plan.items;
    await shop.patch(item?.schema_id ?? "", item?.to ?? {});
    shop.declare({ ...OTHER_CURSOR, tables: { "public.users": { sync_type: "incremental" } } });
    const written = shop.writes();

    const { exit, stdout } = await shop.warehog("apply", "plan.json", "--approve", plan.digest);

    expect(exit, stdout).toBe(3);
    expect(stdout).toMatch(/its import is not proved, and no\s+longer planned/);
    expect(shop.writes()).toEqual(written);
  });

  it("has nothing to do, and nothing to be approved, where nothing changes", async () => {
    const shop = await aShop(declared({ sync_frequency: "6hour" }));

    const { exit, stdout } = await shop.warehog("apply");

    expect(exit).toBe(0);
    expect(stdout).toContain("no changes · nothing to do");
  });

  it("carries out what may be, and exits with 3 for what may not", async () => {
    const shop = await aShop({
      ...OTHER_CURSOR,
      tables: { ...OTHER_CURSOR.tables, "public.users": { sync_type: "incremental", sync_frequency: "1hour" } },
    });
    const { plan } = await shop.plan();

    const { exit, stdout } = await shop.warehog("apply", "--approve", plan.digest);

    expect(exit).toBe(3);
    expect(stdout).toContain("1 applied → converged");
    expect(stdout).toContain("next: warehog plan --write-consent");
    expect(shop.writes()).toEqual(["PATCH"]);
  });

  it("says what to type where the plan file is not there", async () => {
    const shop = await aShop();

    const { exit, stderr } = await shop.warehog("apply", "nope.json", "--approve", EMPTY_DIGEST);

    expect(exit).toBe(1);
    expect(stderr).toContain("(file-missing)");
    expect(stderr).toContain("warehog plan --out plan.json");
    expect(stderr).not.toContain("warehog init");
  });

  it("refuses a plan file that was edited, or was made for another project", async () => {
    const shop = await aShop();
    const { plan } = await shop.plan();
    const another = { ...plan, target: { ...plan.target, project_id: 2 } };
    writeFileSync(join(shop.folder, "edited.json"), writePlan({ ...plan, digest: "0".repeat(64) }));
    writeFileSync(join(shop.folder, "another.json"), writePlan({ ...another, items: [], digest: EMPTY_DIGEST }));

    const edited = await shop.warehog("apply", "edited.json", "--approve", plan.digest);
    const other = await shop.warehog("apply", "another.json", "--approve", EMPTY_DIGEST);

    expect([edited.exit, other.exit]).toEqual([1, 1]);
    expect(edited.stderr).toContain("plan-edited");
    expect(other.stderr).toContain("plan-for-another-target");
    expect(shop.writes()).toEqual([]);
  });

  it("asks no less of a key than the change needs: one that may only read writes nothing", async () => {
    const shop = await aShop(OTHER_CURSOR);
    await shop.warehog("plan", "--write-consent", "--out", "plan.json");
    const { digest } = parsed(shop.read("plan.json"));

    const { exit, stderr } = await as(shop, "phx_reader", "apply", "plan.json", "--approve", digest);

    expect(exit).toBe(3);
    expect(stderr).toContain("not-checked-against-source");
    expect(shop.writes()).toEqual([]);
  });
});

/** SHA-256 of the empty list in canonical form. */
const EMPTY_DIGEST = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";

describe("a key", () => {
  it.each([
    { trouble: "that is missing", key: undefined, code: "key-missing", says: "POSTHOG_KEY is not set" },
    { trouble: "that is wrong", key: "phx_wrong", code: "key-invalid", says: "does not know this API key" },
    {
      trouble: "without the scope",
      key: "phx_other",
      code: "key-scope",
      says: "lacks the scope external_data_source:read",
    },
  ])("$trouble is told as such, and never shown", async ({ key, code, says }) => {
    const shop = await aShop();

    const { exit, stdout, stderr } = await as(shop, key, "plan");

    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    expect(stderr).toContain(`(${code})`);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/phx_(wrong|other)/);
  });
});
