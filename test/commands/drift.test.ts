import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declaring, neverSynced, orders, shop } from "../support/shop.js";
import { gitRepository } from "../support/git-repository.js";
import { aWorkspace } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

const ORDERS_ID = "0199c0de-0000-7000-8000-000000000002";

interface Told {
  readonly drifted: boolean;
  readonly compared_with: { readonly commit: string | null; readonly because: string };
  readonly tables: readonly { readonly fields: readonly { readonly field: string; readonly who: string }[] }[];
}
const told = (stdout: string): Told => JSON.parse(stdout);
const moves = (stdout: string) =>
  told(stdout).tables.flatMap(({ fields }) => fields.map(({ field, who }) => `${field} ${who}`));

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, GIT_CONFIG_NOSYSTEM: "1" },
  }).trim();

function committed(workspace: Workspace): string {
  git(workspace.folder, "init", "--quiet", "--initial-branch=main");
  return commit(workspace);
}

function commit({ folder }: Workspace): string {
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message=apply");
  return git(folder, "rev-parse", "HEAD");
}

/** A project whose table is as the YAML says, and committed. */
async function applied(members: Parameters<typeof shop>[1] = {}): Promise<Workspace> {
  const workspace = await aWorkspace(shop([orders()], members));
  workspace.declare(declaring({ sync_frequency: "6hour" }));
  committed(workspace);
  return workspace;
}

const both = (users: object) => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: { "public.orders": { sync_frequency: "6hour" }, "public.users": users },
});

describe("drift", () => {
  it.each([
    { yaml: "6hour", posthog: "6hour", who: [], exit: 0 },
    { yaml: "6hour", posthog: "1hour", who: ["sync_frequency posthog"], exit: 2 },
    { yaml: "12hour", posthog: "6hour", who: ["sync_frequency yaml"], exit: 0 },
    { yaml: "1hour", posthog: "1hour", who: ["sync_frequency both-same"], exit: 0 },
    { yaml: "12hour", posthog: "1hour", who: ["sync_frequency both-differently"], exit: 2 },
  ])("tells who left 6hour: YAML $yaml, PostHog $posthog", async ({ yaml, posthog, who, exit }) => {
    const workspace = await applied();
    if (posthog !== "6hour") await workspace.patch(ORDERS_ID, { sync_frequency: posthog });
    workspace.declare(declaring({ sync_frequency: yaml }));

    const ended = await workspace.warehog("drift", "--json");

    expect(moves(ended.stdout)).toEqual(who);
    expect(ended.exit).toBe(exit);
    expect(told(ended.stdout).drifted).toBe(exit === 2);
    expect(workspace.writes()).toEqual(posthog === "6hour" ? [] : ["PATCH"]);
  });

  it.each([
    { when: "before", who: "cdc posthog", exit: 2, next: "1 source drifted" },
    { when: "since", who: "cdc yaml", exit: 0, next: "warehog plan" },
  ])("tells who left what a source asks for as a whole: declared $when the last apply", async (row) => {
    const workspace = await aWorkspace(shop([orders()]));
    const asking = declaring({ sync_frequency: "6hour" }, { cdc: { enabled: true, management_mode: "posthog" } });
    workspace.declare(row.when === "before" ? asking : declaring({ sync_frequency: "6hour" }));
    committed(workspace);
    workspace.declare(asking);

    const scripts = await workspace.warehog("drift", "--json");
    const people = await workspace.warehog("drift");

    expect(moves(scripts.stdout)).toEqual([row.who]);
    expect([scripts.exit, people.exit]).toEqual([row.exit, row.exit]);
    expect(people.stdout).toContain(row.next);
    expect(people.stdout).not.toContain("--table");
  });

  it("takes a field that is newly declared for an edit of the YAML", async () => {
    const workspace = await applied();
    workspace.declare(declaring({ sync_frequency: "6hour", should_sync: false }));

    const { stdout, exit } = await workspace.warehog("drift", "--json");

    expect(moves(stdout)).toEqual(["should_sync yaml"]);
    expect(exit).toBe(0);
  });

  it("says who moved, the values, and what to type next, apart for what drifted and what waits", async () => {
    const workspace = await aWorkspace(
      shop([orders(), orders({ id: "0199c0de-0000-7000-8000-000000000003", name: "public.users" })]),
    );
    workspace.declare(both({ sync_frequency: "6hour" }));
    const commitId = committed(workspace);
    await workspace.patch(ORDERS_ID, { sync_frequency: "1hour" });
    workspace.declare(both({ sync_frequency: "12hour" }));

    const { stdout } = await workspace.warehog("drift");

    expect(stdout).toBe(`production · project 1
compared with ${commitId.slice(0, 7)}, what is committed here

1 table drifted · 1 table waits for an apply

  shop/public.orders
    PostHog moved  sync_frequency 6hour → 1hour
    an apply       ○ safe

  shop/public.users
    YAML moved     sync_frequency 6hour → 12hour
    an apply       ○ safe

next: warehog pull --source shop --table public.orders
        takes over into the YAML what PostHog holds
      warehog apply --source shop --table public.orders
        puts back what the YAML says
      warehog plan --source shop --table public.users
        what waits for an apply
`);
  });

  it("warns before putting back what would cost rows", async () => {
    const workspace = await applied();
    workspace.declare(declaring({ incremental_field: "id", incremental_field_type: "integer" }));
    commit(workspace);

    const { stdout } = await workspace.warehog("drift");

    expect(stdout).toContain("✗ wipe");
    expect(stdout).toContain("warehog plan   putting it back would be a wipe");
    expect(stdout).not.toContain("warehog apply");
  });

  it.each([
    { where: "in no repository", prepare: () => {}, because: "this folder is in no git repository" },
    {
      where: "before the first commit",
      prepare: ({ folder }: Workspace): void => void git(folder, "init", "--quiet"),
      because: "nothing is committed yet",
    },
    {
      where: "where the project file is not committed",
      prepare: (workspace: Workspace): void => {
        writeFileSync(join(workspace.folder, ".gitignore"), "warehog.yaml\n");
        committed(workspace);
      },
      because: "holds no warehog.yaml here",
    },
    {
      where: "where what is committed has mistakes",
      prepare: (workspace: Workspace): void => {
        const good = workspace.read("warehog.yaml");
        writeFileSync(join(workspace.folder, "warehog.yaml"), "version: 9\n");
        committed(workspace);
        writeFileSync(join(workspace.folder, "warehog.yaml"), good);
      },
      because: "has mistakes",
    },
  ])("compares two $where, and says so", async ({ prepare, because }) => {
    const workspace = await aWorkspace(shop([orders()]));
    workspace.declare(declaring({ sync_frequency: "1hour" }));
    prepare(workspace);

    const { stdout, exit } = await workspace.warehog("drift", "--json");

    expect(moves(stdout)).toEqual(["sync_frequency unknown"]);
    expect(told(stdout).compared_with.commit).toBe(null);
    expect(told(stdout).compared_with.because).toContain(because);
    expect(exit).toBe(2);
  });

  it("compares with the commit that --since names, from a folder below the repository's root", async () => {
    const workspace = await aWorkspace(shop([orders()]));
    const repository = gitRepository();
    const files = (frequency: string) => ({
      "data/warehog.yaml": workspace.read("warehog.yaml"),
      "data/warehouse/shop.yaml": JSON.stringify({ version: 1, ...declaring({ sync_frequency: frequency }) }),
    });
    repository.commit("main", files("6hour"));
    repository.git("tag", "applied", repository.tip("main"));
    const tip = repository.commit("main", files("1hour"));
    const checkout = repository.checkout(tip, "--depth=1");
    const full = repository.checkout(tip);
    git(full, "checkout", "--quiet", tip, "--", ".");

    const config = join(full, "data/warehog.yaml");
    const since = await workspace.warehog("drift", "--json", "--config", config, "--since", "applied");
    const head = await workspace.warehog("drift", "--json", "--config", config);
    const shallow = await workspace.warehog("drift", "--json", "--config", join(checkout, "data/warehog.yaml"));
    const gone = await workspace.warehog(
      "drift",
      "--config",
      join(checkout, "data/warehog.yaml"),
      "--since",
      "applied",
    );

    expect(moves(since.stdout)).toEqual(["sync_frequency yaml"]);
    expect(moves(head.stdout)).toEqual(["sync_frequency posthog"]);
    expect(moves(shallow.stdout)).toEqual(["sync_frequency posthog"]);
    expect(told(shallow.stdout).compared_with.commit).toBe(tip);
    expect(gone.stderr).toContain("since-unknown");
    expect(gone.stderr).toContain("git fetch --unshallow");
    expect(gone.exit).toBe(64);
  });

  it("refuses a --since that cannot say what was applied, or that git could take for an option", async () => {
    const workspace = await applied();
    const before = readFileSync(join(workspace.folder, "warehog.yaml"), "utf8");
    writeFileSync(join(workspace.folder, "warehog.yaml"), "version: 9\n");
    commit(workspace);
    writeFileSync(join(workspace.folder, "warehog.yaml"), before);

    const unusable = await workspace.warehog("drift", "--since", "HEAD");
    const option = await workspace.warehog("drift", "--since=--all");

    expect(unusable.stderr).toContain("since-unusable");
    expect(option.stderr).toContain("since-unknown");
    expect([unusable.exit, option.exit]).toEqual([64, 64]);
  });

  it("names tables that PostHog switched on by itself, but not those that --table leaves out", async () => {
    const workspace = await aWorkspace(
      shop([orders(), orders({ id: "0199c0de-0000-7000-8000-000000000003", name: "public.users" })], {
        auto_sync_new_schemas: true,
      }),
    );
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    const all = await workspace.warehog("drift");
    const part = await workspace.warehog("drift", "--table", "public.*");

    expect(all.stdout).toContain("PostHog switched on by itself");
    expect(all.stdout).toContain("shop/public.users");
    expect(all.exit).toBe(2);
    expect(part.exit).toBe(0);
    expect(part.stdout).toContain("1 of 1 declared tables (--table public.*)");
  });

  it("counts a declared table that is not there", async () => {
    const workspace = await aWorkspace(shop([neverSynced({ name: "public.other" })]));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    const { stdout, exit } = await workspace.warehog("drift");

    expect(stdout).toContain("\n\n1 could not be compared\n");
    expect(stdout).toContain("not-discovered");
    expect(exit).toBe(2);
  });
});
