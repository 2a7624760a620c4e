import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Item } from "../../src/model/plan.js";
import type { Intercept } from "../../src/sandbox/start.js";
import { cdcOn, declaring, orders, shop } from "../support/shop.js";
import { aWorkspace, KEY } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

type Members = Readonly<Record<string, unknown>>;

const CDC = { cdc: { enabled: true, management_mode: "posthog" } };
const AS_IS = { sync_frequency: "6hour" };
const ORDERS_ID = "0199c0de-0000-7000-8000-000000000002";
const INPUTS = { signing_secret: { env: "POSTHOG_KEY" } };

const webhook = (members: Members = {}): Members => ({
  id: "0199c0de-0000-7000-8000-0000000000dd",
  enabled: true,
  webhook_url: "https://webhooks.us.posthog.com/public/webhooks/dwh/1",
  schema_mapping: { "public.orders": ORDERS_ID },
  inputs: { signing_secret: "whsec_old" },
  ...members,
});

const PROVIDER = { exists: true, enabled_events: ["*"] };
const FIELDS = {
  webhook_fields: ["signing_secret", "account"].map((name) => ({ name, required: false, secret: true })),
};

const SOURCE_ID = "0199c0de-0000-7000-8000-000000000001";

function onceFailing(call: string): Intercept {
  let isOver = false;
  return ({ path }) => {
    if (isOver || !path.includes(call)) return undefined;
    isOver = true;
    return { kind: "status", status: 502, when: "before", body: {} };
  };
}

const byHand = ({ sandbox }: Workspace, call: string, body: Members): Promise<Response> =>
  fetch(`${sandbox.url}/api/projects/1/external_data_sources/${SOURCE_ID}/${call}/`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const journalOf = ({ folder }: Workspace): string =>
  join(".warehog", readdirSync(join(folder, ".warehog")).find((name) => name.endsWith(".journal")) ?? "none");

interface Parts {
  readonly table?: Members;
  readonly source?: Members;
  readonly provider?: Members;
  readonly cdc?: Members;
  readonly intercept?: Intercept;
  /** beside the one that is declared */
  readonly undeclared?: readonly Members[];
  readonly declared: Members;
}

async function aShop({
  table = {},
  source = {},
  provider = PROVIDER,
  undeclared = [],
  cdc,
  intercept,
  declared,
}: Parts): Promise<Workspace> {
  const workspace = await aWorkspace(
    shop([orders(table), ...undeclared], {
      capabilities: { supports_cdc: true, ...FIELDS },
      ...source,
      live_source: { webhook_provider: provider, ...(cdc && { cdc }) },
    }),
    intercept === undefined ? {} : { intercept },
  );
  workspace.declare(declaring(AS_IS, declared));
  return workspace;
}

/** Plans at a terminal's distance: to a file, which is approved by its digest. */
async function applied(workspace: Workspace): Promise<{ readonly exit: number; readonly stdout: string }> {
  const file = join(workspace.folder, "plan.json");
  await workspace.warehog("plan", "--out", file);
  const { plan } = await workspace.plan();
  return workspace.warehog("apply", file, "--approve", plan.digest);
}

const told = ({ address, from, to, effect, steps, problems }: Item) => ({
  address,
  from,
  to,
  effect,
  steps: steps.map(({ kind }) => kind),
  problems: problems.map(({ code }) => code),
});

const FED = { table: { sync_type: "webhook" } };

const CASES: readonly (Parts & { readonly what: string; readonly item: object; readonly writes: readonly string[] })[] =
  [
    {
      what: "change data capture",
      declared: CDC,
      item: { from: { cdc: "off" }, to: { cdc: "posthog" }, effect: "disruptive", steps: ["enable_cdc"] },
      writes: ["enable_cdc"],
    },
    {
      what: "a webhook that PostHog does not hold",
      ...FED,
      source: { webhook: null },
      declared: { webhook: { inputs: INPUTS } },
      item: {
        from: { webhook: "none", webhook_inputs: [] },
        to: { webhook: "registered", webhook_inputs: ["signing_secret"] },
        effect: "safe",
        steps: ["create_webhook"],
      },
      writes: ["create_webhook"],
    },
    {
      what: "an input that the webhook lacks, and no other",
      ...FED,
      source: { webhook: webhook() },
      declared: { webhook: { inputs: { ...INPUTS, account: { env: "POSTHOG_KEY" } } } },
      item: {
        from: { webhook_inputs: ["signing_secret"] },
        to: { webhook_inputs: ["account", "signing_secret"] },
        effect: "safe",
        steps: ["create_webhook"],
      },
      writes: ["update_webhook_inputs"],
    },
    {
      what: "the removal of a webhook that nobody needs",
      source: { webhook: webhook({ schema_mapping: {} }) },
      declared: { webhook: { enabled: false } },
      item: { from: { webhook: "registered" }, to: { webhook: "none" }, effect: "safe", steps: ["delete_webhook"] },
      writes: ["delete_webhook"],
    },
  ];

describe("what a source asks for beside its tables", () => {
  it.each(CASES)("is planned, approved, carried out once and proved: $what", async ({ item, writes, ...parts }) => {
    const workspace = await aShop(parts);

    const { exit, plan } = await workspace.plan("--detailed-exitcode");
    expect(exit).toBe(2);
    expect(plan.items.map(told)).toEqual([{ address: "production/shop", problems: [], ...item }]);
    expect(plan.tables).toMatchObject({ read: 1, unchanged: 1 });

    const ran = await applied(workspace);

    expect(ran.exit, ran.stdout).toBe(0);
    expect(workspace.writes()).toEqual(writes);
    expect((await workspace.plan()).plan.items).toEqual([]);
    const again = await workspace.warehog("apply", join(workspace.folder, "plan.json"), "--approve", plan.digest);
    expect(again.exit).toBe(0);
    expect(workspace.writes()).toEqual(writes);
  });

  it("is shown as the documentation shows it", async () => {
    const workspace = await aShop({
      ...FED,
      source: { webhook: null },
      declared: { ...CDC, webhook: { inputs: INPUTS } },
    });

    const { stdout } = await workspace.warehog("plan");

    const [overview] = stdout.split("\n\n◆");
    expect(readFileSync("docs/sources.md", "utf8")).toContain(`\n$ warehog plan\n${overview}\n`);
  });

  it("hands over only the inputs that are missing", async () => {
    const [, , inputs] = CASES;
    const workspace = await aShop(inputs ?? { declared: {} });

    await applied(workspace);

    const sent = workspace.sandbox.exchanges.find(({ path }) => path.includes("update_webhook_inputs"))?.body;
    expect(Object.keys((sent as { inputs: object }).inputs)).toEqual(["account"]);
  });

  it.each([
    { what: "no section", ...FED, source: { webhook: null }, declared: {} },
    { what: "no table that it feeds", source: { webhook: null }, declared: { webhook: { inputs: INPUTS } } },
    { what: "capture that is on already", source: cdcOn(), declared: CDC },
    { what: "a cdc section that only permits it", declared: { cdc: { management_mode: "posthog" } } },
    { what: "a cdc section that is gone", source: cdcOn(), declared: {} },
    { what: "a webhook section that is gone", source: { webhook: webhook() }, declared: {} },
  ])("is nothing with $what", async (parts) => {
    const workspace = await aShop(parts);

    expect((await workspace.plan()).plan.items).toEqual([]);
  });

  it("is left to a table that carries the same step", async () => {
    const workspace = await aShop({ declared: CDC });
    workspace.declare(declaring({ sync_type: "cdc" }, CDC));

    const { plan } = await workspace.plan();

    expect(plan.items.map(({ address }) => address)).toEqual(["production/shop/public.orders"]);
    expect(plan.items[0]?.steps.map(({ kind }) => kind)).toContain("enable_cdc");
  });

  it.each([
    {
      why: "the database is not ready",
      declared: CDC,
      cdc: { prerequisite_errors: ["wal_level is not logical."] },
      code: "cdc-prerequisites",
    },
    {
      why: "the provider cannot be told",
      ...FED,
      source: { webhook: null },
      provider: { ...PROVIDER, auto_creation_blocked_reason: "no permission" },
      declared: { webhook: {} },
      code: "webhook-blocked",
    },
    {
      why: "a table that nobody declared and that is off needs the webhook",
      undeclared: [
        orders({ id: SOURCE_ID.replace(/1$/, "9"), name: "public.other", sync_type: "webhook", should_sync: false }),
      ],
      source: { webhook: webhook() },
      declared: { webhook: { enabled: false } },
      code: "webhook-in-use",
    },
  ])("is blocked where $why, and nothing is written", async ({ code, ...parts }) => {
    const workspace = await aShop(parts);

    const { exit, plan } = await workspace.plan();
    const ran = await applied(workspace);

    expect(exit).toBe(3);
    expect(plan.items.flatMap(({ problems }) => problems.map((problem) => problem.code))).toEqual([code]);
    expect(ran.exit).not.toBe(0);
    expect(workspace.writes()).toEqual([]);
  });

  it("is not planned where only some tables are", async () => {
    const workspace = await aShop({ declared: CDC });
    workspace.declare(declaring(AS_IS, { ...CDC, tables: { "public.orders": AS_IS, "public.gone": AS_IS } }));

    expect((await workspace.plan("--table", "public.orders")).plan.items).toEqual([]);
  });

  it.each([
    {
      how: "a table needs the webhook now",
      of: CASES[3],
      change: (w: Workspace) => w.patch(ORDERS_ID, { sync_type: "webhook" }),
    },
    {
      how: "another input is missing now",
      of: CASES[2],
      change: async (w: Workspace) => {
        const more = { ...INPUTS, account: { env: "POSTHOG_KEY" }, region: { env: "POSTHOG_KEY" } };
        w.declare(declaring(AS_IS, { webhook: { inputs: more } }));
      },
    },
  ])("is refused where the source has changed since it was approved: $how", async ({ of, change }) => {
    const workspace = await aShop(of ?? { declared: {} });
    const file = join(workspace.folder, "plan.json");
    await workspace.warehog("plan", "--out", file);
    const { plan } = await workspace.plan();
    await change(workspace);
    const before = workspace.writes();

    const ran = await workspace.warehog("apply", file, "--approve", plan.digest);

    expect(ran.exit).toBe(3);
    expect(ran.stdout).toContain("plan-changed");
    expect(workspace.writes()).toEqual(before);
  });

  it("is tried again after a failed call, and owed no more once somebody else has done it", async () => {
    const workspace = await aShop({ declared: CDC, intercept: onceFailing("enable_cdc") });
    const failed = await applied(workspace);
    const owed = () => workspace.read(journalOf(workspace)).trim().split("\n").at(-1);
    expect([failed.exit, owed()]).toEqual([1, expect.not.stringContaining('"closed"')]);
    expect((await workspace.plan()).plan.notes.map(({ code }) => code)).toEqual(["plan-key-can-write"]);
    await byHand(workspace, "enable_cdc", { cdc_management_mode: "posthog" });

    const { exit, stdout } = await workspace.warehog("apply");

    expect(exit, stdout).toBe(0);
    expect(owed()).toContain('"closed"');
  });
});
