import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { declaring, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

const id = (kind: string, project: number): string => `0199c0de-0000-7000-8000-0000000${kind}00${project}`;

/** Three projects that hold the same; the files of eu-shop alone differ from PostHog. */
async function threeTargets(): Promise<Workspace> {
  const projects = [1, 2, 3];
  const sources = projects.flatMap((project) => {
    const document = shop([orders({ id: id("bb", project) })], {
      id: id("aa", project),
      project_id: project,
      jobs: [],
    });
    return document["sources"];
  });
  const document = { projects: projects.map((project) => ({ id: project })), sources };
  const workspace = await aWorkspace(shop([], {}, document));
  const target = (file: string, project_id: number) => ({
    host: workspace.sandbox.url,
    project_id,
    api_key_env: "POSTHOG_KEY",
    sources: [`warehouse/${file}.yaml`],
  });
  const targets = { "eu-shop": target("faster", 1), "eu-bank": target("same", 2), us: target("same", 3) };
  writeFileSync(join(workspace.folder, "warehog.yaml"), stringify({ version: 1, targets }));
  workspace.declare(declaring({ sync_frequency: "1hour" }), "faster.yaml");
  workspace.declare(declaring({ sync_frequency: "6hour" }), "same.yaml");
  return workspace;
}

interface Several {
  readonly targets: readonly { readonly target: string; readonly exit: number; readonly result: unknown }[];
}
const several = (stdout: string): Several => JSON.parse(stdout);

describe("--target with a glob", () => {
  it("runs a command that only reads for each, says which, and exits as the worst does", async () => {
    const workspace = await threeTargets();

    const { stdout, stderr, exit } = await workspace.warehog("plan", "--target", "eu-*", "--detailed-exitcode");

    expect(stderr).toContain("2 of 3 targets: eu-shop, eu-bank (--target eu-*)");
    expect(stdout).toMatch(/── eu-shop ──[^]*1 table would change[^]*── eu-bank ──[^]*no changes/);
    expect(stdout).not.toContain("── us ──");
    expect(exit).toBe(2);
  });

  it.each([
    { args: ["plan", "--json", "--detailed-exitcode"], exits: [2, 0] },
    { args: ["plan", "--format", "json"], exits: [0, 0] },
    { args: ["drift", "--json"], exits: [2, 0] },
    { args: ["pull", "--check", "--json"], exits: [2, 0] },
    { args: ["doctor", "--json"], exits: [0, 0] },
  ])("wraps the JSON of each: $args", async ({ args, exits }) => {
    const workspace = await threeTargets();

    const { stdout } = await workspace.warehog(...args, "--target", "eu-*");

    expect(several(stdout).targets.map(({ target, exit }) => [target, exit])).toEqual([
      ["eu-shop", exits[0]],
      ["eu-bank", exits[1]],
    ]);
    expect(several(stdout).targets.every(({ result }) => typeof result === "object" && result !== null)).toBe(true);
  });

  it("that means one leaves the shape as it is", async () => {
    const workspace = await threeTargets();

    const named = await workspace.warehog("plan", "--json", "--target", "us");
    const glob = await workspace.warehog("plan", "--json", "--target", "u*");

    expect(glob.stdout).toBe(named.stdout);
  });

  it("looks at every target where nobody named one only with doctor", async () => {
    const workspace = await threeTargets();

    const doctor = await workspace.warehog("doctor", "--json");
    const plan = await workspace.warehog("plan");

    expect(several(doctor.stdout).targets).toHaveLength(3);
    expect(plan.exit).toBe(64);
    expect(plan.stderr).toContain("target-needed");
  });

  it.each([["apply"], ["pull"], ["plan", "--out", "plan.json"]])(
    "is refused with the list where %s works on one",
    async (...args) => {
      const workspace = await threeTargets();

      const { exit, stderr } = await workspace.warehog(...args, "--target", "eu-*");

      expect(exit).toBe(64);
      expect(stderr.replaceAll(/\s+/g, " ")).toContain("add --target eu-shop or --target eu-bank");
      expect(workspace.sandbox.exchanges).toEqual([]);
    },
  );

  it.each(["validate", "targets"])("narrows %s, which says what is left", async (command) => {
    const workspace = await threeTargets();

    const { stdout, stderr } = await workspace.warehog(command, "--target", "eu-*,us");
    const part = await workspace.warehog(command, "--target", "eu-*");

    expect(stderr).toContain("3 of 3 targets: eu-shop, eu-bank, us (--target eu-*,us)");
    expect(part.stderr).toContain("2 of 3 targets: eu-shop, eu-bank (--target eu-*)");
    expect(part.stdout).not.toMatch(/^(valid {2})?us\b/m);
    expect(stdout).toMatch(/\bus\b/);
  });

  it("that means none is refused", async () => {
    const workspace = await threeTargets();

    const { exit, stderr } = await workspace.warehog("drift", "--target", "ap-*");

    expect(exit).toBe(64);
    expect(stderr).toContain("target-unknown");
  });
});
