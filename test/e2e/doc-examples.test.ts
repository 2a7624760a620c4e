import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { buildProgram } from "../../src/commands/program.js";
import { main } from "../../src/commands/main.js";
import { aContext } from "../commands/a-context.js";
import { virtualClock } from "../support/virtual-clock.js";

const ROOT = resolve(import.meta.dirname, "../..");
const DOCS = [
  "README.md",
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** A block of a page: ```console, then what prepares its folder (`empty`, `git`), then commands with what they print. */
const BLOCK = /^```console(?: (\w+))?\n(.*?)^```$/gms;

const git = (cwd: string, ...args: readonly string[]): void =>
  void execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_DATE: "2026-11-20T12:00:00Z",
      GIT_COMMITTER_DATE: "2026-11-20T12:00:00Z",
    },
  });

function folderFor(prepared: string | undefined): string {
  const root = mkdtempSync(join(tmpdir(), "warehog-docs-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, "bakery");
  if (prepared === "empty") mkdirSync(folder);
  else cpSync(join(ROOT, "examples/bakery"), folder, { recursive: true });
  if (prepared === "git") {
    const file = join(folder, "warehouse/bakery.yaml");
    const text = readFileSync(file, "utf8");
    git(folder, "init", "--quiet");
    // What was applied: the customers every 24 hours, and the new cursor already, which somebody has put back in PostHog.
    writeFileSync(file, text.replace("sync_frequency: 6hour", "sync_frequency: 24hour"));
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message=applied");
    writeFileSync(file, text);
  }
  return folder;
}

/** As a shell splits the plain lines of an example. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

const WIDTH = 80;

async function shown(prepared: string | undefined, block: string): Promise<string> {
  const cwd = folderFor(prepared);
  let text = "";
  for (const line of block.split("\n").filter((each) => each.startsWith("$ "))) {
    const [, ...args] = wordsOf(line.slice(2));
    const context = aContext({ cwd, env: { PATH: process.env["PATH"] }, clock: virtualClock(), columns: WIDTH });
    const exit = await main(args, context);
    const { stdout, stderr } = context.said();
    text += `${line}\n${stdout}${stderr}${exit === 0 ? "" : `(exit ${exit})\n`}`;
  }
  return text.replaceAll(/[ \t]+$/gm, "");
}

const pages = DOCS.map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));
const examples = pages.flatMap(({ file, text }) =>
  [...text.matchAll(BLOCK)].map(([, prepared, block = ""]) => ({
    file,
    prepared,
    block,
    command: block.split("\n")[0],
  })),
);

describe("what the documentation shows is what happens", () => {
  it.each(examples)("$file: $command", async ({ file, prepared, block }) => {
    const actual = await shown(prepared, block);
    if (process.env["UPDATE_GOLDEN"] === "1") {
      const path = join(ROOT, file);
      writeFileSync(
        path,
        readFileSync(path, "utf8").replace(`\n${block}\`\`\``, () => `\n${actual}\`\`\``),
      );
      return;
    }

    expect(block).toBe(actual);
  });
});

const program = buildProgram(aContext(), { json: false, show: () => {}, finish: () => {} });
const commands = program
  .createHelp()
  .visibleCommands(program)
  .filter((command) => command.name() !== "help");

describe("every command", () => {
  it.each(commands.map((command) => command.name()))(
    "%s stands in the tables, and has an example whose output is checked",
    (name) => {
      const page = pages.find(({ file }) => file === "docs/commands.md")?.text ?? "";

      expect(page).toMatch(new RegExp(`^\\| \\[\`warehog ${name}\`\\]\\(#${name}\\) +\\|`, "m"));
      expect(page).toContain(`\n## ${name}\n`);
      expect(examples.filter(({ block }) => block.includes(`$ warehog ${name}`))).not.toEqual([]);
    },
  );

  it.each(commands.map((command) => command.name()))("%s has examples in its help", async (name) => {
    const context = aContext();

    expect(await main([name, "--help"], context)).toBe(0);
    expect(context.said().stdout).toContain(`\nExamples:\n`);
    expect(context.said().stdout.split("\nExamples:\n")[1]).toContain(`warehog ${name}`);
  });
});
