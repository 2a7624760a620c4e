import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openJournal } from "../../src/adapters/journal-file.js";
import { journalPlace } from "../../src/commands/journal-place.js";
import { main } from "../../src/commands/main.js";
import { aContext } from "../commands/a-context.js";
import { opened } from "../executor/owed-record.js";
import { declaring, job, orders, shop } from "../support/shop.js";
import { aWorkspace, KEY } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

type Members = Readonly<Record<string, unknown>>;

const ORDERS = "shop/public.orders";

async function aShop(document: Members = shop([orders()]), table: Members = {}, policy: Members = {}) {
  const workspace = await aWorkspace(document, { policy });
  workspace.declare(declaring({ sync_frequency: "6hour", ...table }));
  return workspace;
}

const idIn = (stderr: string): string => /--approve ([0-9a-f]{8})/.exec(stderr)?.[1] ?? "none";

/** The preview, and then what it asked for. */
async function approved(workspace: Workspace, action: string, ...more: readonly string[]) {
  const preview = await workspace.warehog(action, ORDERS);
  expect(preview.exit).toBe(3);
  return workspace.warehog(action, ORDERS, "--approve", idIn(preview.stderr), ...more);
}

describe("reload and cancel", () => {
  it("ask at a terminal, say what happens to rows, and prove the run by its job", async () => {
    const workspace = await aShop();
    const context = (answer: string) =>
      aContext({
        cwd: workspace.folder,
        env: { POSTHOG_KEY: KEY },
        clock: workspace.clock,
        answers: [answer],
        columns: 120,
      });

    const no = context("no");
    expect(await main(["reload", ORDERS], no)).toBe(3);
    expect(workspace.writes()).toEqual([]);
    expect(no.said().stderr).toContain("brings in what is new");

    const yes = context("yes");
    expect(await main(["reload", ORDERS, "--no-color"], yes)).toBe(0);
    expect(workspace.writes()).toEqual(["reload"]);
    expect(yes.said().stdout).toMatch(/done shop\/public\.orders: run \S+ Completed, 0 rows/);
  });

  it("send nothing without a terminal and without --yes", async () => {
    const workspace = await aShop();
    const { exit, stderr } = await workspace.warehog("reload", ORDERS);

    expect(exit).toBe(3);
    expect(stderr).toContain("(confirmation-missing)");
    expect(stderr).toContain(`warehog reload ${ORDERS} --yes`);
    expect(workspace.writes()).toEqual([]);
  });

  it("name near tables after a slip, and touch none of those that were named with it", async () => {
    const workspace = await aShop();
    const { exit, stderr } = await workspace.warehog("reload", ORDERS, "shop/public.ordrs", "--yes");

    expect(exit).toBe(64);
    expect(stderr).toContain('did you mean "public.orders"?');
    expect(workspace.writes()).toEqual([]);
  });

  it("are not taken for stuck where diagnose looks before their run is to be seen", async () => {
    const workspace = await aShop();
    expect((await approved(workspace, "resync", "--no-wait")).exit).toBe(4);

    const { exit, stdout, stderr } = await workspace.warehog("diagnose", ORDERS);
    expect([exit, stdout.includes("stuck")]).toEqual([0, false]);
    expect(stderr).toContain("looking again");
  });

  it("end a run that never ends, and nothing else", async () => {
    const workspace = await aShop();
    workspace.sandbox.addFaults([{ kind: "stuck_running", times: 1, path: "reload" }]);
    await workspace.warehog("reload", ORDERS, "--yes", "--max-wait", "1");

    const running = await workspace.warehog("reload", ORDERS, "--yes");
    expect([running.exit, running.stderr.includes("(running)")]).toEqual([3, true]);
    expect((await workspace.warehog("cancel", ORDERS, "--yes")).exit).toBe(0);
    expect((await workspace.warehog("reload", ORDERS, "--yes")).exit).toBe(0);
  });

  it("ask once more for a run that was dropped", async () => {
    const workspace = await aShop();
    workspace.sandbox.addFaults([{ kind: "dropped_trigger", times: 1, path: "reload" }]);

    expect((await workspace.warehog("reload", ORDERS, "--yes", "--poll-seconds", "600")).exit).toBe(0);
    expect(workspace.writes()).toEqual(["reload", "reload"]);
  });

  it("do not repeat a call whose answer was lost, and say what is to be seen of it", async () => {
    const workspace = await aShop();
    workspace.sandbox.addFaults([{ kind: "lost_answer", times: 1, path: "reload" }]);
    const { exit, stdout } = await workspace.warehog("reload", ORDERS, "--yes");

    expect(exit).toBe(4);
    expect(stdout).toContain("the answer was lost");
    expect(workspace.writes()).toEqual(["reload"]);
  });

  it("wait for nothing with --no-wait, and say that nothing is proved", async () => {
    const workspace = await aShop();
    const { exit, stdout } = await workspace.warehog("reload", ORDERS, "--yes", "--no-wait", "--json");

    expect(exit).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      outcomes: [{ address: ORDERS, state: "unproven", code: "run-unseen" }],
    });
  });
});

describe("resync and delete-data", () => {
  it("show rows, price and an id, and are carried out with that id alone", async () => {
    const workspace = await aShop();
    const preview = await workspace.warehog("resync", ORDERS);

    expect(preview.exit).toBe(3);
    expect(preview.stderr).toContain("1,000 rows deleted and read again");
    expect((await workspace.warehog("resync", ORDERS, "--approve", "00000000")).exit).toBe(3);
    expect((await workspace.warehog("delete-data", ORDERS, "--approve", idIn(preview.stderr))).exit).toBe(3);
    expect(workspace.writes()).toEqual([]);

    const { exit, stdout } = await workspace.warehog("resync", ORDERS, "--approve", idIn(preview.stderr));
    expect(exit).toBe(0);
    expect(stdout).toContain("Completed, 1,000 rows");
    expect(workspace.writes()[0]).toBe("resync");
    expect(workspace.writes().filter((write) => write === "resync")).toHaveLength(1);
  });

  it("leave no rows after delete-data, and a reload brings them back", async () => {
    const workspace = await aShop();

    expect((await approved(workspace, "delete-data")).exit).toBe(0);
    expect((await workspace.warehog("reload", ORDERS, "--yes")).stdout).toContain("1,000 rows");
    expect(workspace.writes()).toEqual(["delete_data", "reload"]);
  });

  it("read the table again when the answer to delete-data was lost", async () => {
    const workspace = await aShop();
    workspace.sandbox.addFaults([{ kind: "lost_answer", times: 1, path: "delete_data" }]);

    expect((await approved(workspace, "delete-data")).exit).toBe(0);
    expect(workspace.writes()).toEqual(["delete_data"]);
  });

  it.each<[code: string, action: string, document: Members, table: Members, policy: Members]>([
    ["protected", "resync", shop([orders()]), { protect: true }, {}],
    ["threshold", "delete-data", shop([orders()]), {}, { destructive: { max_rows: 999 } }],
    [
      "running",
      "resync",
      shop([orders({ status: "Running" })], {
        jobs: [job({ status: "Running", finished_at: null, workflow_state: "open" })],
      }),
      {},
      {},
    ],
    [
      "billing-limit",
      "resync",
      shop([
        orders(),
        orders({ id: "0199c0de-0000-7000-8000-000000000003", name: "other", status: "BillingLimitReached" }),
      ]),
      {},
      {},
    ],
    [
      "cdc-streams-on",
      "delete-data",
      shop([orders({ sync_type: "cdc", incremental_field: null, incremental_field_type: null })]),
      {},
      {},
    ],
    ["nothing-stored", "delete-data", shop([orders({ table: null })]), {}, {}],
  ])("are refused with %s", async (code, action, document, table, policy) => {
    const workspace = await aShop(document, table, policy);
    const { exit, stderr } = await workspace.warehog(action, ORDERS);

    expect([exit, stderr]).toEqual([3, expect.stringContaining(`(${code})`)]);
    expect(workspace.writes()).toEqual([]);
  });

  it("leave a table alone that an apply owes a run, even to a reload", async () => {
    const workspace = await aShop();
    const target = { host: workspace.sandbox.url, project_id: 1 };
    const { path } = journalPlace({ root: workspace.folder, cwd: workspace.folder }, target);
    const journal = await openJournal({ path, target, processes: { pid: 1, isAlive: () => false } });
    if (!journal.ok) throw new Error(journal.error.message);
    await journal.value.append(opened({ schema_id: "0199c0de-0000-7000-8000-000000000002" }));
    await journal.value.close();

    const { exit, stderr } = await workspace.warehog("reload", ORDERS, "--yes");

    expect(exit).toBe(3);
    expect(stderr).toContain("(table-owed)");
    expect(stderr).toContain("warehog apply");
    expect(workspace.writes()).toEqual([]);
    expect(path.startsWith(join(workspace.folder, ".warehog"))).toBe(true);
  });
});
