import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runMain } from "../support/run-main.js";
import { aFolder, cli, CLI, ROOT } from "./cli-process.js";

const COMMANDS = [
  "init",
  "pull",
  "validate",
  "plan",
  "apply",
  "targets",
  "drift",
  "doctor",
  "completion",
  "sandbox",
  "schema",
  "explain",
];
const { version }: { version: string } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

describe("--version", () => {
  it.each(["--version", "-V"])("%s says the version of the package and nothing else", async (flag) => {
    expect(await cli([flag])).toMatchObject({ exit: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("is answered before anything is loaded", () => {
    const imported = [...readFileSync(CLI, "utf8").matchAll(/^import[^(].*?from\s*["']([^"']+)["']/gm)];

    expect(imported.map(([, specifier]) => specifier)).toEqual(["node:module"]);
  });
});

describe("--help", () => {
  it("names every command, examples and exit codes", async () => {
    const { exit, stdout } = await runMain(["--help"]);

    expect(exit).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toMatch(/Examples:[^]*Exit codes:/);
  });

  it.each(COMMANDS)("of %s has an example", async (command) => {
    const { exit, stdout } = await runMain([command, "--help"]);

    expect(exit).toBe(0);
    expect(stdout).toContain(`Examples:\n  warehog ${command}`);
  });
});

describe("help", () => {
  it.each([{ args: ["plan", "--help"] }, { args: ["help", "plan"] }])(
    "$args says that what is not there exits with 3",
    async ({ args }) => {
      const { exit, stdout } = await runMain(args);

      expect(exit).toBe(0);
      expect(stdout).toMatch(/^ {2}3 .*\n.*source, table or cursor is not there/m);
    },
  );

  it.each([["--help"], ["plan", "--help"], ["--version"]])(
    "is one JSON value where JSON was asked for: %s",
    async (...args) => {
      const { exit, stdout } = await runMain([...args, "--json"]);

      expect(exit).toBe(0);
      expect(JSON.parse(stdout)).toEqual({ version: 1, text: expect.stringMatching(/^(Usage: warehog|\d)/) });
    },
  );
});

describe("the help of apply", () => {
  it("says how to go on after an interruption", async () => {
    const { stdout } = await runMain(["apply", "--help"]);

    expect(stdout).toContain("`warehog apply plan.json --approve <digest>` resumes");
    expect(stdout).toContain("without a plan file, plan again");
  });
});

describe("a wrong command line", () => {
  it.each([
    { args: ["plna"], says: "Did you mean plan?" },
    { args: ["plan", "--tabel", "x"], says: "Did you mean --table?" },
    { args: ["plan", "--concurrency", "none"], says: "whole number of at least 1" },
    { args: ["plan", "--format", "xml"], says: "text, markdown, html, json" },
    { args: ["plan", "--source", ""], says: "One of its globs is empty" },
    { args: ["plan", "--table", ""], says: "One of its globs is empty" },
    { args: ["plan", "--table", ","], says: "One of its globs is empty" },
    { args: ["plan", "--table", "a,!"], says: "One of its globs is empty" },
    { args: ["plan", "--strategy", "keep"], says: "add --write-consent" },
    { args: ["plan", "--reason", "because"], says: "add --write-consent" },
    { args: ["sandbox", "--port", "99999"], says: "at most 65535" },
    { args: ["init", "--project-id", "0"], says: "whole number of at least 1" },
    { args: ["pl\u001b[31m"], says: "pl\\u001b[31m" },
    { args: ["schema", "sauce"], says: "project, source, plan, sandbox-state" },
    { args: ["explain"], says: "missing required argument" },
    { args: ["targets", "--table", "x"], says: "unknown option" },
    { args: ["apply", "a.json", "b.json"], says: "too many arguments" },
  ])("$args exits with 64 and says what is meant", async ({ args, says }) => {
    const ended = await runMain(args);

    expect(ended).toMatchObject({ exit: 64, stdout: "" });
    expect(ended.stderr).toContain(says);
  });

  it("without a command shows the help and exits with 64", async () => {
    const ended = await runMain([]);

    expect(ended.exit).toBe(64);
    expect(ended.stderr).toContain("Usage: warehog");
  });

  it.each([
    { args: ["--json"], says: "options stand behind the command" },
    { args: ["help", "nothing"], says: "Usage: warehog" },
  ])("$args exits with 64", async ({ args, says }) => {
    const { exit, stdout, stderr } = await runMain(args);

    expect(exit).toBe(64);
    expect(stdout + stderr).toContain(says);
  });

  it("is one JSON value where JSON was asked for", async () => {
    const { exit, stdout, stderr } = await runMain(["plan", "--json", "--tabel", "x"]);

    expect({ exit, stderr }).toEqual({ exit: 64, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "usage" }, diagnostics: [] });
  });
});

describe("the first steps", () => {
  it("init writes files that are valid at once, found from any folder below", async () => {
    const cwd = aFolder();

    const written = await runMain(["init", "--project-id", "77"], { cwd });
    mkdirSync(join(cwd, "deep", "down"), { recursive: true });
    const validated = await runMain(["validate"], { cwd: join(cwd, "deep", "down") });
    const targets = await runMain(["targets", "--json"], { cwd });

    expect(written).toMatchObject({ exit: 0, stderr: "" });
    expect(written.stdout).toContain("next: warehog validate");
    expect(validated).toMatchObject({ exit: 0, stderr: "" });
    expect(JSON.parse(targets.stdout)).toEqual({
      version: 1,
      targets: [
        {
          name: "production",
          host: "https://us.posthog.com",
          project_id: 77,
          api_key_env: "POSTHOG_API_KEY",
          files: ["warehouse/production/example.yaml"],
          tables: 1,
        },
      ],
    });
    expect(readFileSync(join(cwd, ".gitignore"), "utf8")).toBe(".warehog/\n");
  });

  it("init writes an example that can be planned in the sandbox", async () => {
    const cwd = aFolder();
    await runMain(["init", "--project-id", "5"], { cwd });

    const planned = await runMain(["plan", "--sandbox"], { cwd });

    expect(planned).toMatchObject({ exit: 0, stderr: "" });
    expect(planned.stdout).toContain("1 table would change · ready to apply");
  });

  it("init names the schema by the version that the package ships", async () => {
    const cwd = aFolder();
    await runMain(["init"], { cwd });
    const schema: { $id: string } = JSON.parse((await runMain(["schema", "source"])).stdout);

    const [first] = readFileSync(join(cwd, "warehouse/production/example.yaml"), "utf8").split("\n");

    expect(first).toBe(`# yaml-language-server: $schema=${schema.$id}`);
  });

  it("init never writes over a file, and then writes nothing at all", async () => {
    const cwd = aFolder();
    mkdirSync(join(cwd, "warehouse", "production"), { recursive: true });
    writeFileSync(join(cwd, "warehouse/production/example.yaml"), "mine\n");

    const ended = await runMain(["init"], { cwd });

    expect(ended).toMatchObject({ exit: 1, stdout: "" });
    expect(ended.stderr).toContain("already-there");
    expect(existsSync(join(cwd, "warehog.yaml"))).toBe(false);
    expect(readFileSync(join(cwd, "warehouse/production/example.yaml"), "utf8")).toBe("mine\n");
  });

  it("init adds to a .gitignore once, and keeps what is in it", async () => {
    const cwd = aFolder();
    writeFileSync(join(cwd, ".gitignore"), "dist");

    await runMain(["init"], { cwd });

    expect(readFileSync(join(cwd, ".gitignore"), "utf8")).toBe("dist\n.warehog/\n");
  });
});

describe("mistakes in files", () => {
  it("are told all at once, with file, line, column and hint, and exit 1", async () => {
    const cwd = aFolder();
    await runMain(["init"], { cwd });
    writeFileSync(
      join(cwd, "warehouse/production/example.yaml"),
      "version: 1\nsource: { source_type: Postgres, prefix: shop }\ntables:\n  a: { sync_frequencey: 1hour }\n  b: { sync_frequency: never }\n",
    );

    const ended = await runMain(["validate"], { cwd });

    expect(ended).toMatchObject({ exit: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^warehouse\/production\/example\.yaml:4:8 /m);
    expect(ended.stderr).toMatch(/^warehouse\/production\/example\.yaml:5:24 /m);
    expect(ended.stderr).toContain("sync_frequency");
  });

  it("are one JSON value where JSON was asked for", async () => {
    const { exit, stdout, stderr } = await runMain(["validate", "--json"], { cwd: aFolder() });

    expect({ exit, stderr }).toEqual({ exit: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "project-missing" }, diagnostics: [] });
  });

  it("do not ask back for a name that stands there", async () => {
    const cwd = aFolder();
    await runMain(["init"], { cwd });
    writeFileSync(
      join(cwd, "warehouse/production/example.yaml"),
      "version: 1\nsource: { source_type: Postgres, prefix: shop }\ntables:\n",
    );

    const { exit, stderr } = await runMain(["validate"], { cwd });

    expect(exit).toBe(1);
    expect(stderr).toContain("declare at least one table");
    expect(stderr).not.toContain("did you mean");
  });

  it("include a target that is not there", async () => {
    const cwd = aFolder();
    await runMain(["init"], { cwd });

    const ended = await runMain(["plan", "--target", "staging"], { cwd });

    expect(ended.exit).toBe(64);
    expect(ended.stderr).toContain("it has production");
  });
});

describe("a result that cannot be written", () => {
  it.each([{ args: ["--version"] }, { args: ["schema", "source"] }])("$args exits with 1 and says why", ({ args }) => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { stdio: ["ignore", full, "pipe"] });
    closeSync(full);

    expect(status).toBe(1);
    expect(stderr.toString()).toContain("the output could not be written (ENOSPC)");
  });
});

describe("explain", () => {
  it.each(["plan-version", "plan-invalid", "plan-edited", "plan-changed", "key-scope", "key-project", "billing-limit"])(
    "knows %s",
    async (code) => {
      expect(await runMain(["explain", code])).toMatchObject({
        exit: 0,
        stdout: expect.stringMatching(/^(plan|key|billing)-\S+ {2}/),
      });
    },
  );

  it("says what a code means", async () => {
    const ended = await runMain(["explain", "cursor-changed"]);

    expect(ended).toMatchObject({ exit: 0, stderr: "" });
    expect(ended.stdout).toMatch(/^cursor-changed {2}finding\n\S/);
  });

  it("offers the codes that are spelled alike", async () => {
    const ended = await runMain(["explain", "cursor-chnged"]);

    expect(ended).toMatchObject({ exit: 64, stdout: "" });
    expect(ended.stderr).toContain('did you mean "cursor-changed"');
  });
});
