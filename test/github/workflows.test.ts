import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { validate } from "@actions/languageservice";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../..");
const yamlIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => `${folder}/${name}`);

const WORKFLOWS = [...yamlIn(".github/workflows"), ...yamlIn("examples/github")];
/** What a team writes in its place: the commit of a release that it has looked at. */
const PLACEHOLDER = "warehog/warehog@<full-commit-of-a-release>";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface ActionFile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");
/** These files are our own, and what they have to hold is what is tested. */
const workflowAt = (path: string): Workflow => parse(textOf(path)) as Workflow;
const action = parse(textOf("action.yml")) as ActionFile;

/** The service decides by the place of a file what it is, and remembers what it found there. */
async function diagnose(uri: string, text: string): Promise<readonly string[]> {
  const found = await validate(TextDocument.create(uri, "yaml", 1, text));
  return found.map(
    ({ message, range }) => `${range.start.line + 1}: ${typeof message === "string" ? message : message.value}`,
  );
}

const asWorkflow = (path: string, text: string): Promise<readonly string[]> =>
  diagnose(
    `file:///repository/.github/workflows/${path.replaceAll("/", "-")}`,
    text.replaceAll(PLACEHOLDER, `warehog/warehog@${"0".repeat(40)}`),
  );

const jobs = WORKFLOWS.flatMap((path) =>
  Object.entries(workflowAt(path).jobs).map(([name, job]) => ({ path, name, job })),
);
const steps = jobs.flatMap(({ path, name, job }) => job.steps.map((step) => ({ path, name, step })));

describe("the workflows", () => {
  it("are all here", () => {
    expect(WORKFLOWS).toEqual([
      ".github/workflows/ci.yml",
      ".github/workflows/release.yml",
      "examples/github/warehog-apply.yml",
      "examples/github/warehog-drift.yml",
      "examples/github/warehog-plan.yml",
    ]);
  });

  it.each(WORKFLOWS)("%s is what GitHub's language service holds for a workflow", async (path) => {
    expect(await asWorkflow(path, textOf(path))).toEqual([]);
  });

  it("are really looked at by the language service", async () => {
    const text = textOf("examples/github/warehog-plan.yml").replace("timeout-minutes", "timeout-minute");

    expect(await asWorkflow("with-a-slip.yml", text)).toContainEqual(expect.stringContaining("timeout-minute"));
  });

  it.each(jobs)("$path: job $name states its permissions and how long it may take", ({ job }) => {
    expect(job.permissions).toBeTypeOf("object");
    expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  it.each(WORKFLOWS)("%s gives no permission to all of its jobs but to read", (path) => {
    expect([{}, { contents: "read" }]).toContainEqual(workflowAt(path).permissions);
  });

  it("never let text of an event or of another job become a command", () => {
    const wrong = steps.filter(({ step }) => /\$\{\{/.test(step.run ?? ""));

    expect(wrong).toEqual([]);
  });

  it("use actions by full commit alone, named for people beside it", () => {
    const uses = WORKFLOWS.flatMap((path) => textOf(path).match(/^.*\buses: .*$/gm) ?? []);
    const wrong = uses.filter((line) => !line.endsWith(PLACEHOLDER) && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));

    expect(uses.length).toBeGreaterThan(8);
    expect(wrong).toEqual([]);
  });

  it("leave no token behind in the checkout, but where the release pushes its tag", () => {
    const keeping = steps.filter(
      ({ step }) => step.uses?.startsWith("actions/checkout@") === true && step.with?.["persist-credentials"] !== false,
    );

    expect(keeping.map(({ path }) => path)).toEqual([".github/workflows/release.yml"]);
  });

  it("hand the action only inputs that it has", () => {
    const given = steps.filter(({ step }) => step.uses === PLACEHOLDER).map(({ step }) => step.with ?? {});

    expect(given.map((inputs) => inputs["command"])).toEqual(["apply", "drift", "plan", "gate"]);
    expect(given.flatMap(Object.keys).filter((input) => !(input in action.inputs))).toEqual([]);
  });

  it("give the key that can write only to a job in an environment of its target", () => {
    const writing = jobs.filter(({ job }) => JSON.stringify(job).includes("POSTHOG_WRITE_KEY"));

    expect(writing.map(({ name, job }) => [name, job.environment])).toEqual([
      ["apply", "warehog-${{ matrix.target }}"],
    ]);
  });
});

describe("action.yml", () => {
  it("is what GitHub's language service holds for an action", async () => {
    expect(await diagnose("file:///repository/action.yml", textOf("action.yml"))).toEqual([]);
  });

  it("runs the bundle on Node 24", () => {
    expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  });

  it("promises the outputs that docs/github.md names", () => {
    expect(Object.keys(action.outputs)).toEqual([
      "has-changes",
      "destructive",
      "digest",
      "comment-id",
      "plan-file",
      "applied",
      "refused",
      "reason",
    ]);
  });
});
