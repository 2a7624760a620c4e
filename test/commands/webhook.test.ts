import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { journalPlace } from "../../src/commands/journal-place.js";
import { main } from "../../src/commands/main.js";
import type { Intercept } from "../../src/sandbox/start.js";
import { declaring, orders, shop } from "../support/shop.js";
import { aWorkspace, KEY } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";
import { aContext } from "./a-context.js";

const SECRET = "whsec_n3w-and-unheard-of";
const ORDERS_ID = "0199c0de-0000-7000-8000-000000000002";
const FIELDS = [
  { name: "signing_secret", required: false, secret: true },
  { name: "account", required: false, secret: false },
];

const aWebhook = (inputs: object = { signing_secret: "whsec_old" }) => ({
  id: "0199c0de-0000-7000-8000-0000000000dd",
  enabled: true,
  webhook_url: "https://webhooks.us.posthog.com/public/webhooks/dwh/1",
  schema_mapping: { "public.orders": ORDERS_ID },
  inputs,
});

interface Parts {
  readonly webhook?: object | null;
  readonly provider?: object;
  readonly intercept?: Intercept;
}

async function aShop({ webhook = aWebhook(), provider = {}, intercept }: Parts = {}): Promise<Workspace> {
  const at = { exists: true, enabled_events: ["*"], ...provider };
  const document = shop([orders({ sync_type: "webhook" })], {
    webhook,
    capabilities: { webhook_fields: FIELDS },
    live_source: { webhook_provider: at },
  });
  const workspace = await aWorkspace(document, intercept === undefined ? {} : { intercept });
  workspace.declare(
    declaring(
      { sync_type: "webhook" },
      { webhook: { inputs: { signing_secret: { env: "STRIPE_SECRET" }, account: { env: "STRIPE_ACCOUNT" } } } },
    ),
  );
  return workspace;
}

type Surroundings = Parameters<typeof aContext>[0];

async function runWebhook(
  { folder, clock }: Workspace,
  args: readonly string[],
  { env, ...around }: NonNullable<Surroundings> = {},
) {
  const context = aContext({ cwd: folder, clock, env: { POSTHOG_KEY: KEY, NEW: SECRET, ...env }, ...around });
  const exit = await main(["webhook", ...args], context);
  return { exit, ...context.said() };
}

const ROTATE = ["rotate", "shop", "--input", "signing_secret"] as const;
const FROM_ENV = [...ROTATE, "--from-env", "NEW", "--yes"] as const;

const sentInputs = ({ sandbox }: Workspace) =>
  sandbox.exchanges.filter(({ path }) => path.includes("update_webhook_inputs")).map(({ body }) => body);

function filesOf(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.map((path) => (statSync(path).isFile() ? readFileSync(path, "utf8") : path)).join("\n");
}

/** Answers well, and stores nothing. */
const takesNothing: Intercept = ({ path }) =>
  path.includes("update_webhook_inputs") ? { kind: "status", status: 200, when: "before", body: {} } : undefined;

/** Another process holds the journal of the target. */
const aLock = async ({ folder, sandbox }: Workspace): Promise<void> => {
  const { path } = journalPlace({ root: folder, cwd: folder }, { host: sandbox.url, project_id: 1 });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.lock`, String(process.pid));
};

describe("webhook rotate", () => {
  it.each([
    { where: "the environment", args: FROM_ENV, around: {} },
    { where: "standard input", args: [...ROTATE, "--from-stdin", "--yes"], around: { piped: `${SECRET}\n` } },
  ])("hands over the value of $where, and reads the webhook again", async ({ args, around }) => {
    const workspace = await aShop();

    const { exit, stdout, stderr } = await runWebhook(workspace, args, around);

    expect(exit, stderr).toBe(0);
    expect(sentInputs(workspace)).toEqual([{ inputs: { signing_secret: SECRET } }]);
    expect(workspace.sandbox.exchanges.at(-1)?.path).toContain("webhook_info");
    expect(stdout).toContain("PostHog holds the new signing_secret");
    expect(stderr).toMatch(/signed with the old value are turned away/);
  });

  /** All the ways in which a server repeats what it was told. */
  const echo = (status: number, when: "before" | "after"): Intercept => {
    const told = { detail: SECRET, message: SECRET, error: SECRET, errors: [SECRET], attr: SECRET };
    return ({ path }) =>
      path.includes("update_webhook_inputs") ? { kind: "status", status, when, body: told } : undefined;
  };

  it.each([
    { how: "with success", exit: 0, parts: { intercept: echo(200, "after") } },
    { how: "when it refuses", exit: 1, parts: { intercept: echo(400, "before") } },
    { how: "when it fails", exit: 4, parts: { intercept: echo(500, "after") } },
    { how: "when it forbids", exit: 1, parts: { intercept: echo(403, "before") } },
    { how: "for the provider", exit: 1, parts: { provider: { inputs_error: `bad secret ${SECRET}` } } },
    { how: "in what it tells of the webhook", exit: 0, parts: { provider: { description: SECRET } }, input: "account" },
  ])("shows the value nowhere, although the server repeats it $how", async ({ exit, parts, input }) => {
    const workspace = await aShop(parts);
    const args = FROM_ENV.map((word) => (word === "signing_secret" ? (input ?? word) : word));

    const people = await runWebhook(workspace, args);
    const scripts = await runWebhook(workspace, [...args, "--json"]);
    const shown = await runWebhook(workspace, ["info", "shop", "--json"]);

    expect([people.exit, scripts.exit]).toEqual([exit, exit]);
    expect(JSON.stringify([people, scripts, shown])).not.toContain(SECRET);
    expect(filesOf(workspace.folder)).not.toContain(SECRET);
  });

  it("does not repeat a secret that was typed where the name of a variable belongs", async () => {
    const workspace = await aShop();

    const { exit, stdout, stderr } = await runWebhook(workspace, [...ROTATE, "--from-env", "whsec_typed", "--yes"]);

    expect(exit).toBe(1);
    expect(stderr).toContain("(secret-not-given)");
    expect(stdout + stderr).not.toContain("whsec_typed");
    expect(sentInputs(workspace)).toEqual([]);
  });

  it.each([
    { how: "an option of its own", typed: [`--secret=${SECRET}`] },
    { how: "an option of its own, quotes and lines included", typed: [`--secret=it's ${SECRET}\n'`] },
    { how: "one letter and what follows it", typed: [`-s${SECRET}`] },
    { how: "the value of a switch", typed: [`--from-stdin=${SECRET}`] },
    { how: "a part of the input's name", typed: ["--input", `signing_secret=${SECRET}`] },
    { how: "one argument too many", typed: [SECRET] },
  ])("is not repeated where it was typed as $how", async ({ typed }) => {
    const workspace = await aShop();

    const people = await runWebhook(workspace, [...FROM_ENV, ...typed]);
    const scripts = await runWebhook(workspace, [...FROM_ENV, "--json", ...typed]);

    expect([people.exit, scripts.exit]).toEqual([64, 64]);
    expect(people.stderr).toMatch(/^error: /);
    expect(JSON.stringify([people, scripts])).not.toContain(SECRET);
    expect(workspace.sandbox.exchanges).toEqual([]);
  });

  it.each([
    { what: "nothing was saved", fails: { kind: "status", status: 503, when: "before", body: {} } },
    { what: "it was saved", fails: { kind: "status", status: 500, when: "after", body: {} } },
    { what: "the answer is lost", fails: { kind: "hang-up", when: "after" } },
    {
      what: "the answer is no word of PostHog's",
      fails: { kind: "status", status: 200, when: "after", body: "<html>" },
    },
  ] as const)("tells what is known and what to type where $what", async ({ fails }) => {
    const intercept: Intercept = ({ path }) => (path.includes("update_webhook_inputs") ? fails : undefined);
    const workspace = await aShop({ intercept });

    const { exit, stderr } = await runWebhook(workspace, FROM_ENV);

    expect(exit).toBe(4);
    const said = stderr.replaceAll(/\s+/g, " ");
    expect(said).toContain("(webhook-input-unproved)");
    expect(said).toContain("read again it holds a value of signing_secret, the old one or the new one");
    expect(said).toContain("warehog webhook info shop");
    expect(said).toContain("warehog webhook rotate shop --input signing_secret --from-env NEW");
    expect(sentInputs(workspace)).toHaveLength(1);
  });

  it.each([
    { why: "no place is named", args: ROTATE, exit: 64 },
    { why: "two places are named", args: [...FROM_ENV, "--from-stdin"], exit: 64 },
    { why: "the variable is empty", args: FROM_ENV, around: { env: { NEW: "" } }, exit: 1 },
    { why: "nothing is piped in", args: [...ROTATE, "--from-stdin", "--yes"], exit: 1 },
    { why: "there are two lines", args: FROM_ENV, around: { env: { NEW: "a\nb" } }, exit: 1 },
    { why: "it would be typed in sight", args: [...ROTATE, "--from-stdin"], around: { answers: [] }, exit: 64 },
  ])("sends nothing where $why", async ({ args, around, exit }) => {
    const workspace = await aShop();

    const ran = await runWebhook(workspace, args, around);

    expect(ran.exit).toBe(exit);
    expect(ran.stderr).toContain("(secret-not-given)");
    expect(workspace.sandbox.exchanges).toEqual([]);
  });

  it.each([
    { answers: undefined, exit: 3, code: "confirmation-missing", sent: 0 },
    { answers: ["no"], exit: 3, code: "not-approved", sent: 0 },
    { answers: [undefined], exit: 130, code: "not-approved", sent: 0 },
    { answers: ["yes"], exit: 0, code: "turned away", sent: 1 },
  ])("asks before it writes: $answers", async ({ answers, exit, code, sent }) => {
    const workspace = await aShop();

    const ran = await runWebhook(workspace, FROM_ENV.slice(0, -1), answers === undefined ? {} : { answers });

    expect(ran.exit).toBe(exit);
    expect(ran.stderr).toContain(code);
    expect(sentInputs(workspace)).toHaveLength(sent);
  });

  it("finds a slip in the source's name before it needs a key or the lock", async () => {
    const workspace = await aShop();
    await aLock(workspace);

    const around = { env: { POSTHOG_KEY: "" }, processes: { pid: 1, isAlive: () => true } };
    const ran = await runWebhook(workspace, ["rotate", "shpo", ...FROM_ENV.slice(2)], around);

    expect(ran.exit).toBe(64);
    expect(ran.stderr).toContain('did you mean "shop"?');
    expect(workspace.sandbox.exchanges).toEqual([]);
  });

  it("says of a lock who holds it, without taking every writer for an apply", async () => {
    const workspace = await aShop();
    await aLock(workspace);

    const ran = await runWebhook(workspace, FROM_ENV, { processes: { pid: 1, isAlive: () => true } });

    expect(ran.exit).toBe(1);
    expect(ran.stderr.replaceAll(/\s+/g, " ")).toContain("another command that may write to this target is running");
    expect(ran.stderr).not.toContain("apply");
    expect(workspace.sandbox.exchanges).toEqual([]);
  });

  it("says where PostHog took the call and holds no value afterwards", async () => {
    const workspace = await aShop({ webhook: aWebhook({}), intercept: takesNothing });

    const { exit, stderr } = await runWebhook(workspace, FROM_ENV);

    expect(exit).toBe(4);
    expect(stderr).toContain("(webhook-not-proved)");
  });

  it("believes no 200 that says itself that it failed, and says what to type with all that was typed", async () => {
    const body = { success: false, error: "the provider refused whsec_old" };
    const workspace = await aShop({
      intercept: ({ path }) =>
        path.includes("update_webhook_inputs") ? { kind: "status", status: 200, when: "before", body } : undefined,
    });

    const { exit, stdout, stderr } = await runWebhook(workspace, [...FROM_ENV, "--target", "production"]);

    expect(exit).toBe(1);
    expect(stderr).toContain("(webhook-input-refused)");
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("warehog webhook info --target production shop names the inputs");
    expect(stdout + stderr).not.toContain("the provider refused");
  });

  it("sends nothing where there is no webhook, or no such source", async () => {
    const workspace = await aShop({ webhook: null });

    const without = await runWebhook(workspace, FROM_ENV);
    const typo = await runWebhook(workspace, ["rotate", "shpo", ...FROM_ENV.slice(2)]);

    expect([without.exit, typo.exit]).toEqual([3, 64]);
    expect(without.stderr).toContain("(webhook-missing)");
    expect(typo.stderr).toContain('did you mean "shop"?');
    expect(sentInputs(workspace)).toEqual([]);
  });
});

describe("webhook info", () => {
  it("tells what is held, what is not, and what to type next", async () => {
    const workspace = await aShop({ provider: { enabled_events: [] } });

    const { exit, stdout } = await runWebhook(workspace, ["info"]);

    expect(exit).toBe(0);
    expect(readFileSync("docs/sources.md", "utf8")).toContain(`\n$ warehog webhook info\n${stdout}`);
    expect(workspace.writes()).toEqual([]);
  });

  it.each([
    { how: "is there", webhook: aWebhook({ signing_secret: "x", account: "y" }), next: "warehog diagnose shop" },
    { how: "is not there", webhook: null, next: "warehog plan --source shop" },
  ])("says what to type next where the webhook $how", async ({ webhook, next }) => {
    const workspace = await aShop({ webhook });

    expect((await runWebhook(workspace, ["info", "shop"])).stdout).toContain(`\nnext: ${next}`);
  });

  it.each([
    [{ status: "disabled" }, "the provider has switched the webhook off"],
    [{ exists: false }, "PostHog holds a webhook that the provider does not have"],
    [{ read_error: "no permission" }, "does not tell whether it has the webhook"],
  ])("tells a webhook that delivers from one that does not: %j", async (provider, text) => {
    const workspace = await aShop({ provider });

    expect((await runWebhook(workspace, ["info"])).stdout).toContain(text);
  });
});
