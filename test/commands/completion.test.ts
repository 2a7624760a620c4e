import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, afterAll, describe, expect, it } from "vitest";
import { NAME_KINDS } from "../../src/commands/completion/name-kinds.js";
import { main } from "../../src/commands/main.js";
import { aContext } from "./a-context.js";

const BAKERY = resolve(import.meta.dirname, "../../examples/bakery");

async function said(cwd: string, ...args: readonly string[]): Promise<string> {
  const context = aContext({ cwd });
  await main(args, context);
  return context.said().stdout + context.said().stderr;
}

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "warehog-completion-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "completion.bash"), await said(folder, "completion", "bash"));
  const names = await Promise.all(
    NAME_KINDS.map(async (kind) => [kind, await said(BAKERY, "__complete", kind)] as const),
  );
  const cases = names.map(([kind, text]) => `${kind}) printf '%s' '${text}';;`).join("\n");
  const elsewhere = `case "$*" in *"-- warehog plan --config other.yaml"*) echo elsewhere; exit;; esac`;
  writeFileSync(join(folder, "bin", "warehog"), `#!/bin/sh\n${elsewhere}\ncase "$2" in\n${cases}\nesac\n`);
  chmodSync(join(folder, "bin", "warehog"), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the real bash offers after a line, the cursor at its end. */
function offered(line: string): readonly string[] {
  const words = line.split(" ").map((word) => `'${word}'`);
  const script = `source ./completion.bash; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _warehog; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = execFileSync("bash", ["--norc", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}` },
  });
  return text.split("\n").filter((word) => word !== "");
}

describe("completion in bash", () => {
  it.each([
    ["warehog dr", ["drift"]],
    ["warehog explain cursor-c", ["cursor-changed"]],
    ["warehog diagnose bakery/public.c", ["bakery/public.customers"]],
    ["warehog reload bakery/public.orders bakery/public.c", ["bakery/public.customers"]],
    [
      "warehog diagnose b",
      ["bakery", ...["orders", "customers", "order_events"].map((name) => `bakery/public.${name}`)],
    ],
    ["warehog discover ", ["bakery"]],
    ["warehog webhook ", ["info", "rotate"]],
    ["warehog webhook r", ["rotate"]],
    ["warehog webhook info ", ["bakery"]],
    ["warehog webhook rotate --target ", ["production"]],
    ["warehog webhook rotate --from-", ["--from-env", "--from-stdin"]],
    ["warehog plan --config other.yaml --target ", ["elsewhere"]],
    ["warehog schema s", ["source", "sandbox-state"]],
    ["warehog plan --detailed", ["--detailed-exitcode"]],
    ["warehog plan --format ", ["text", "markdown", "html", "json"]],
    ["warehog plan --format = m", ["markdown"]],
    ["warehog plan --target ", ["production"]],
    ["warehog plan -t pr", ["production"]],
    ["warehog drift --source ", ["bakery"]],
    ["warehog drift --table public.c", ["public.customers"]],
    ["warehog plan --reason ", []],
    ["warehog completion z", ["zsh"]],
  ])("%s", (line, words) => {
    expect(offered(line).toSorted()).toEqual([...words].toSorted());
  });

  it("offers every command that help shows, and no hidden one", async () => {
    const help = await said(folder, "--help");
    const shown = [...help.matchAll(/^ {2}([a-z-]+) (?:\[|<| )/gm)].map(([, name]) => name);

    const names = new Set(shown.filter((name) => name !== undefined && name !== "warehog"));
    expect(new Set(offered("warehog "))).toEqual(names);
  });
});

describe("the names that scripts ask for", () => {
  it("are those of the files, and nothing is said where there are none", async () => {
    expect(await said(BAKERY, "__complete", "table")).toBe("public.orders\npublic.customers\npublic.order_events\n");
    expect(await said(folder, "__complete", "table")).toBe("");
  });

  it.each([[["--config"]], [["--config", "="]], [["-c"]], ["--config="], ["-c"]])(
    "are those of the project file that the line names: %j",
    async (before) => {
      const file = join(BAKERY, "warehog.yaml");
      const words = typeof before === "string" ? [before + file] : [...before, file];

      expect(await said(folder, "__complete", "source", "--", "warehog", "plan", ...words, "--source")).toBe(
        "bakery\n",
      );
    },
  );
});

describe("completion in shells that are not here", () => {
  it("holds each option with its choices in zsh", async () => {
    const script = await said(folder, "completion", "zsh");

    expect(script).toContain("'1:source:_warehog_names source'");
    expect(script).toContain("'*:address:_warehog_names address'");
    expect(script).toContain('"webhook info" | "webhook rotate") command+=');
    expect(script).toContain("'--format[how to show it]:value:(text markdown html json)'");
    expect(script).toMatch(/'--table\[[^']*\]:table:_warehog_names table'/);
    expect(script.replaceAll(String.raw`\'`, "").match(/'/g)?.length).toSatisfy((count: number) => count % 2 === 0);
  });

  it("holds each option with its choices in fish", async () => {
    const script = await said(folder, "completion", "fish");

    expect(script).toContain(
      "complete -c warehog -n '__fish_seen_subcommand_from plan' -l format -d 'how to show it' -x -a 'text markdown html json'",
    );
    expect(script).toContain(
      "'__fish_seen_subcommand_from webhook; and not __fish_seen_subcommand_from info rotate' -x -a",
    );
    expect(script).toContain("'__fish_seen_subcommand_from webhook; and __fish_seen_subcommand_from rotate' -l input");
    expect(script.split("\n").filter((line) => line !== "" && !/^(#|complete -c warehog )/.test(line))).toEqual([]);
  });
});
