import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { expectGolden } from "../support/golden.js";
import { patchByHand } from "../support/workspace.js";
import { aFolder } from "./a-folder.js";

interface Document {
  readonly sources: readonly { readonly schemas: readonly { readonly id: string; readonly name: string }[] }[];
}

const state = (path: string): Document => JSON.parse(readFileSync(resolve(import.meta.dirname, "../..", path), "utf8"));
const KEY = "phx_sandbox_full";
const SHOP = "warehouse/production/bakery-postgres.yaml";

const STATES = [
  { name: "acme", path: "test/sandbox/states/acme.json", tables: 22 },
  { name: "small", path: "test/sandbox/states/small.json", tables: 2 },
];

/** The port is another one each time. */
const withoutPort = (text: string): string => text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1");

const docs = readFileSync(resolve(import.meta.dirname, "../../docs/adopt.md"), "utf8");

describe("warehog pull in an empty folder", () => {
  it.each(STATES)(
    "writes down the project of $name: the plan is empty, and nothing is left to pull",
    async (example) => {
      const folder = await aFolder(state(example.path), KEY);

      const first = await folder.adopt();
      const written = folder.files();
      const planned = await folder.warehog("plan", "--json", "--detailed-exitcode");
      const checked = await folder.warehog("pull", "--check");
      const second = await folder.warehog("pull");

      expect(first.exit).toBe(0);
      expect(planned.exit).toBe(0);
      expect(JSON.parse(planned.stdout)).toMatchObject({
        items: [],
        problems: [],
        tables: { declared: example.tables },
      });
      expect([checked.exit, second.exit]).toEqual([0, 0]);
      expect(folder.files()).toEqual(written);
      const shown = Object.entries(written).map(([file, text]) => `--- ${file}\n${withoutPort(text)}`);
      expectGolden(`pull/${example.name}.txt`, [first.stdout, first.stderr, ...shown].join("\n"));
    },
  );

  it("writes the file that docs/adopt.md shows", async () => {
    const folder = await aFolder(state("examples/acme/state.json"), KEY);

    await folder.adopt("--source", "erp-mysql");

    expect(docs).toContain(`\`\`\`yaml\n${folder.read("warehouse/production/erp-mysql.yaml")}\`\`\``);
  });

  it.each([
    ["--table", "public.ordrs", 'did you mean "public.orders"?'],
    ["--source", "bakery-postgre", 'did you mean "bakery-postgres"?'],
    ["--source", "entirely-else", "sources are named as their files"],
  ])("does not take %s %s, which means nothing, for all being well", async (option, name, hint) => {
    const globs = [option, name];
    const folder = await aFolder(state("test/sandbox/states/small.json"), KEY);
    await folder.adopt();
    const before = folder.files();

    const checked = await folder.warehog("pull", "--check", ...globs);
    const pulled = await folder.warehog("pull", ...globs);

    expect([checked.exit, pulled.exit]).toEqual([64, 64]);
    expect(checked.stderr).toContain("(scope-empty)");
    expect(checked.stderr.replaceAll(/\s+/g, " ")).toContain(`hint: ${hint}`);
    expect(folder.files()).toEqual(before);
    expect((await folder.warehog("pull", "--check", "--table", "public.orders")).exit).toBe(0);
  });

  it("says of a first pull whose glob means nothing that the glob is at fault", async () => {
    const folder = await aFolder(state("test/sandbox/states/small.json"), KEY);

    const ended = await folder.adopt("--table", "public.ordrs");

    expect(ended.exit).toBe(64);
    expect(ended.stderr).toContain("(scope-empty)");
    expect(folder.files()).toEqual({});
  });

  it("asks no more than it must, and only reads", async () => {
    const folder = await aFolder(state("examples/acme/state.json"), "phx_sandbox_read");

    await folder.adopt();

    const calls = folder.sandbox.exchanges.map(
      ({ method, path }) => `${method} ${path.replace(/^.*sources\/?/, "").split("?")[0]}`,
    );
    const alone = calls.filter((call) => call.includes("external_data_schemas/"));
    expect([calls.length - alone.length, alone.length]).toEqual([5, 3]);
    await folder.warehog("pull", "--check");
    expect(folder.sandbox.exchanges.length - calls.length).toBe(5);
    expect(new Set(calls.map((call) => call.split(" ")[0]))).toEqual(new Set(["GET"]));
  });

  it("reads of several sources only those that --source means, and asks nothing about the others", async () => {
    const folder = await aFolder(state("examples/acme/state.json"), "phx_sandbox_read");
    const callsOf = async (run: () => Promise<unknown>): Promise<number> => {
      const before = folder.sandbox.exchanges.length;
      await run();
      return folder.sandbox.exchanges.length - before;
    };

    // The list, the source, and one of its tables: does it take filters?
    expect(await callsOf(() => folder.adopt("--source", "erp-mysql"))).toBe(3);
    expect(await callsOf(() => folder.warehog("pull", "--check", "--source", "erp-mysql"))).toBe(2);
    expect(Object.keys(folder.files()).filter((file) => file.startsWith("warehouse/"))).toEqual([
      "warehouse/production/erp-mysql.yaml",
    ]);
  });

  it("manages the filters of a source that had none: one that is set by hand later is a difference", async () => {
    const document = state("test/sandbox/states/small.json");
    const folder = await aFolder(document, KEY);
    await folder.adopt();
    const [orders] = document.sources.flatMap(({ schemas }) => schemas.filter(({ name }) => name === "public.orders"));
    const row_filters = [{ column: "id", operator: ">", value: 1 }];
    expect(await patchByHand(folder.sandbox, orders?.id ?? "", { row_filters }, KEY)).toBe(200);

    const ended = await folder.warehog("pull", "--check");

    expect(ended.exit).toBe(2);
    expect(ended.stdout).toContain("row_filters: [{ column: id");
  });

  it("says which project to name where nothing names one", async () => {
    const folder = await aFolder(state("examples/bakery/state.json"), KEY);

    const ended = await folder.warehog("pull");

    expect(ended).toMatchObject({ exit: 64, stdout: "" });
    expect(ended.stderr).toContain("(project-needed)");
    expect(folder.files()).toEqual({});
  });

  it("needs no project with a sandbox, and says how to go on with it", async () => {
    const folder = await aFolder(state("examples/bakery/state.json"), KEY);

    const ended = await folder.warehog("pull", "--sandbox");

    expect(ended.exit).toBe(0);
    expect(ended.stdout).toContain("next: warehog plan --sandbox");
  });

  it("writes nothing where the project has nothing to write down", async () => {
    const folder = await aFolder({ version: 1, api_keys: [{ value: KEY, scopes: ["*"] }], sources: [] }, KEY);

    const ended = await folder.adopt();

    expect(ended.exit).toBe(1);
    expect(ended.stderr).toContain("(nothing-configured)");
    expect(folder.files()).toEqual({});
  });

  it("writes nothing with --check, and exits with 2", async () => {
    const folder = await aFolder(state("examples/bakery/state.json"), KEY);

    const ended = await folder.adopt("--check");

    expect(ended.exit).toBe(2);
    expect(ended.stdout).toContain("+  public.orders:");
    expect(ended.stdout).toMatch(/missing +warehouse\/production\/bakery-postgres\.yaml/);
    expect(folder.files()).toEqual({});
  });

  it("keeps what a .gitignore says, and adds the journal to it", async () => {
    const folder = await aFolder(state("examples/bakery/state.json"), KEY);
    folder.write(".gitignore", "dist");

    await folder.adopt();

    expect(folder.read(".gitignore")).toBe("dist\n.warehog/\n");
  });

  it("keeps the line breaks of a .gitignore", async () => {
    const folder = await aFolder(state("examples/bakery/state.json"), KEY);
    folder.write(".gitignore", "dist\r\nbuild");

    await folder.adopt();

    expect(folder.read(".gitignore")).toBe("dist\r\nbuild\r\n.warehog/\r\n");
  });

  it("takes another name for the target", async () => {
    const folder = await aFolder(state("examples/bakery/state.json"), KEY);

    await folder.adopt("--target", "staging");

    expect(Object.keys(folder.files())).toContain("warehouse/staging/bakery-postgres.yaml");
  });
});

/** A bakery whose orders are synced less often since, by hand. */
async function changed() {
  const bakery = state("examples/bakery/state.json");
  const folder = await aFolder(bakery, KEY);
  await folder.adopt();
  folder.write(
    SHOP,
    folder.read(SHOP).replace("sync_frequency: 1hour", "sync_frequency: 1hour # the till closes at six"),
  );
  const orders = bakery.sources[0]?.schemas.find(({ name }) => name === "public.orders")?.id;
  await patchByHand(folder.sandbox, orders ?? "", { sync_frequency: "12hour" }, KEY);
  return folder;
}

describe("warehog pull into files", () => {
  it("--check shows what would change, writes nothing and exits with 2", async () => {
    const folder = await changed();
    const before = folder.files();

    const ended = await folder.warehog("pull", "--check");

    expect(ended.exit).toBe(2);
    expect(ended.stdout).toContain(
      "-    sync_frequency: 1hour # the till closes at six\n+    sync_frequency: 12hour # the till closes at six",
    );
    expect(docs).toContain(`\`\`\`text\n$ warehog pull --check\n${ended.stdout}\`\`\``);
    expect(folder.files()).toEqual(before);
  });

  it("takes over what somebody changed, beside the remark that stands there", async () => {
    const folder = await changed();
    const before = folder.read(SHOP);

    const ended = await folder.warehog("pull");
    const planned = await folder.warehog("plan", "--json");

    expect(ended.exit).toBe(0);
    expect(ended.stdout).toMatch(/changed +warehouse\/production\/bakery-postgres\.yaml +1 table changed/);
    expect(folder.read(SHOP)).toBe(before.replace("sync_frequency: 1hour", "sync_frequency: 12hour"));
    expect(JSON.parse(planned.stdout)).toMatchObject({ items: [], problems: [] });
  });

  it("keeps the line breaks of Windows, and shows no line that stays as it is", async () => {
    const folder = await changed();
    folder.write(SHOP, folder.read(SHOP).replaceAll("\n", "\r\n"));
    const before = folder.read(SHOP);

    const checked = await folder.warehog("pull", "--check");
    const ended = await folder.warehog("pull");

    expect(checked.stdout.split("\n").filter((line) => /^[-+]/.test(line))).toEqual([
      "-    sync_frequency: 1hour # the till closes at six",
      "+    sync_frequency: 12hour # the till closes at six",
    ]);
    expect(checked.stdout + ended.stderr).not.toMatch(/\r|u000d/);
    expect(folder.read(SHOP)).toBe(before.replace("sync_frequency: 1hour", "sync_frequency: 12hour"));
  });

  it("keeps the entry of a table that is gone, names it, and promises no empty plan", async () => {
    const folder = await changed();
    folder.write(SHOP, `${folder.read(SHOP)}  public.refunds: {} # until March\n`);

    const ended = await folder.warehog("pull");

    expect(ended.exit).toBe(0);
    expect(ended.stderr).toContain("bakery-postgres/public.refunds: the source has no such table any more");
    expect(ended.stdout).toContain("next: warehog plan   shows what is left to decide");
    expect(folder.read(SHOP)).toContain("  public.refunds: {} # until March\n");
  });

  it("says the same as one JSON value", async () => {
    const folder = await changed();

    const { exit, stdout, stderr } = await folder.warehog("pull", "--check", "--json");

    expect({ exit, stderr }).toEqual({ exit: 2, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      target: "production",
      changed: true,
      files: [
        {
          path: SHOP,
          action: "change",
          changed: ["public.orders"],
          added: [],
          diff: expect.stringContaining("+    sync_frequency: 12hour"),
        },
      ],
      left_out: [],
    });
  });

  it("leaves alone what --table leaves out", async () => {
    const folder = await changed();
    const before = folder.files();

    const ended = await folder.warehog("pull", "--table", "public.c*");

    expect(ended.exit).toBe(0);
    expect(folder.files()).toEqual(before);
  });

  it("refuses files with a mistake, and asks nothing", async () => {
    const folder = await changed();
    folder.write(SHOP, folder.read(SHOP).replace("sync_type: incremental", "sync_type: cdc"));
    const before = folder.files();
    const asked = folder.sandbox.exchanges.length;

    const ended = await folder.warehog("pull");

    expect(ended.exit).toBe(1);
    expect(ended.stderr).toContain("field-not-for-type");
    expect(ended.stderr).toContain("(configuration-invalid)");
    expect(folder.files()).toEqual(before);
    expect(folder.sandbox.exchanges).toHaveLength(asked);
  });

  it.each([
    ["--project-id", "2"],
    ["--host", "https://eu.posthog.com"],
  ])("refuses %s %s, which the project file contradicts", async (...options) => {
    const folder = await changed();

    const ended = await folder.warehog("pull", ...options);

    expect(ended.exit).toBe(64);
    expect(ended.stderr).toContain("(target-differs)");
  });

  it("fills a project file that has no source yet", async () => {
    const folder = await changed();
    const before = folder.files();
    folder.write(
      "warehog.yaml",
      folder.read("warehog.yaml").replace("[warehouse/production/*.yaml]", "[ours/**/*.yml]"),
    );

    const ended = await folder.warehog("pull");

    expect(ended.exit).toBe(0);
    expect(Object.keys(folder.files())).toEqual([...Object.keys(before), "ours/bakery-postgres.yml"].toSorted());
  });
});
