import { describe, expect, it } from "vitest";
import { openGit } from "../../src/adapters/git.js";
import { changedWorkflows } from "../../src/commands/github/workflow-files.js";
import { gitRepository } from "../support/git-repository.js";

const PLAN = ".github/workflows/plan.yml";
const APPLY = ".github/workflows/apply.yml";
const INPUTS = { planWorkflow: PLAN, applyWorkflow: APPLY };

const workflow = (...uses: readonly string[]): string =>
  `jobs:\n  one:\n    steps:\n${uses.map((use) => `      - uses: ${use}\n`).join("")}`;
const composite = (...uses: readonly string[]): string =>
  `runs:\n  using: composite\n  steps:\n${uses.map((use) => `    - uses: ${use}\n`).join("")}`;

const FIRST = {
  [PLAN]: workflow("actions/checkout@v7", "./tools/outer/"),
  [APPLY]: "jobs:\n  all:\n    uses: ./.github/workflows/shared.yml\n",
  ".github/workflows/shared.yml": workflow("./tools/apply"),
  ".github/workflows/other.yml": workflow("./tools/other"),
  "tools/outer/action.yml": composite("./tools/inner", "./tools/outer"),
  "tools/inner/action.yaml": composite("acme/elsewhere@v1"),
  "tools/inner/lib/run.sh": "true\n",
  "tools/apply/action.yml": "runs:\n  using: node24\n  main: index.js\n",
  "tools/apply/index.js": "\n",
  "tools/other/action.yml": composite(),
  "warehouse/shop.yaml": "version: 1\n",
};

async function changed(first: Readonly<Record<string, string>>, change: Readonly<Record<string, string | null>>) {
  const repo = gitRepository();
  const base = repo.commit("main", first);
  const git = openGit(repo.folder, process.env);
  return changedWorkflows(
    { git, inputs: INPUTS, facts: { owner: "acme", repo: "shop" } },
    base,
    repo.commit("main", change),
  );
}

describe("what guards the changes", () => {
  it.each([
    { what: "the plan workflow", path: PLAN },
    { what: "the apply workflow", path: APPLY },
    { what: "a workflow that one of them calls", path: ".github/workflows/shared.yml" },
    { what: "an action that one of them uses", path: "tools/outer/action.yml" },
    { what: "an action that such an action uses", path: "tools/inner/action.yaml" },
    { what: "a script beside such an action", path: "tools/inner/lib/run.sh" },
    { what: "an action that a called workflow uses", path: "tools/apply/index.js" },
  ])("is $what", async ({ path }) => {
    expect(await changed(FIRST, { [path]: "name: another\n" })).toEqual([path]);
    expect(await changed(FIRST, { [path]: null })).toEqual([path]);
  });

  it.each(["warehouse/shop.yaml", ".github/workflows/other.yml", "tools/other/action.yml", "tools/outer-space/x"])(
    "is not %s",
    async (path) => {
      expect(await changed(FIRST, { [path]: "name: another\n" })).toEqual([]);
    },
  );

  it("is an action that is used from now on, as much as one that is no more", async () => {
    expect(await changed(FIRST, { [PLAN]: workflow("./tools/other"), "tools/other/action.yml": "name: x\n" })).toEqual([
      PLAN,
      "tools/other/action.yml",
    ]);
  });

  it("is a workflow of this repository that is called by the repository's name", async () => {
    const called = { ...FIRST, [PLAN]: workflow("Acme/shop/.github/workflows/other.yml@main") };

    expect(await changed(called, { ".github/workflows/other.yml": "name: x\n" })).toEqual([
      ".github/workflows/other.yml",
    ]);
    expect(
      await changed({ ...FIRST, [PLAN]: workflow("else/shop/tools/other@v1") }, { "tools/other/action.yml": "" }),
    ).toEqual([]);
  });

  it("is of an action at the root its definition alone: the tables are below the root too", async () => {
    const first = { ...FIRST, [PLAN]: workflow("./"), "action.yml": composite("./tools/other") };

    expect(await changed(first, { "action.yml": "name: x\n", "warehouse/shop.yaml": "version: 2\n" })).toEqual([
      "action.yml",
    ]);
    expect(await changed(first, { "tools/other/action.yml": "name: x\n" })).toEqual(["tools/other/action.yml"]);
  });
});
