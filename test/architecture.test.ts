import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, dirname, sep } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

/** Which folders a folder of src may import, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  generated: [],
  config: ["model", "generated"],
  pull: ["model", "config", "generated"],
  planner: ["model", "generated"],
  approval: ["model"],
  diagnose: ["model"],
  report: ["model"],
  executor: ["model"],
  sandbox: ["model", "generated"],
  adapters: ["model", "executor", "generated"],
  commands: [
    "model",
    "config",
    "pull",
    "planner",
    "approval",
    "diagnose",
    "report",
    "executor",
    "adapters",
    "sandbox",
    "generated",
  ],
  "cli.ts": ["commands", "model"],
  "action.ts": ["commands", "model"],
};

const PURE = ["model", "config", "pull", "planner", "approval", "diagnose", "report"];
/** Hashing computes and touches nothing; assertions on types are erased. */
const PURE_BUILTINS = ["node:crypto"];

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

const folderOf = (path: string): string => relative(SRC, path).split(sep)[0] ?? "";

const imports: readonly Import[] = files.flatMap((name) => {
  const file = join(SRC, name);
  const text = readFileSync(file, "utf8");
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g,
    ),
  ];
  return found.map((match) => ({
    file: name,
    folder: folderOf(file),
    specifier: match[2] ?? match[3] ?? "",
    typeOnly: match[1] !== undefined,
  }));
});

const show = ({ file, specifier }: Import) => `${file} imports ${specifier}`;

describe("the arrows of docs/ARCHITECTURE.md", () => {
  it("reads the whole tree", () => {
    expect(files.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(200);
    expect([...new Set(files.map((name) => name.split(sep)[0] ?? ""))].toSorted()).toEqual(
      Object.keys(ARROWS).toSorted(),
    );
  });

  it("point only where they may", () => {
    const wrong = imports.filter(({ file, folder, specifier }) => {
      if (!specifier.startsWith(".")) return false;
      const target = folderOf(resolve(dirname(join(SRC, file)), specifier)).replace(/\.js$/, ".ts");
      return target !== folder && !(ARROWS[folder] ?? []).includes(target);
    });

    expect(wrong.map(show)).toEqual([]);
  });

  it("keep input and output out of the pure folders", () => {
    const wrong = imports.filter(
      ({ folder, specifier }) =>
        PURE.includes(folder) &&
        ((specifier.startsWith("node:") && !PURE_BUILTINS.includes(specifier)) ||
          /^(undici|octokit|@octokit)/.test(specifier)),
    );

    expect(wrong.map(show)).toEqual([]);
  });

  it("let only adapters and the sandbox's server touch files and network", () => {
    const io = /^(node:(fs|http|https|net|child_process|os)(\/|$)|undici$)/;
    const wrong = imports.filter(
      ({ folder, specifier }) => io.test(specifier) && !["adapters", "sandbox"].includes(folder),
    );

    expect(wrong.map(show)).toEqual([]);
  });

  it("let only the entries read the process, and nobody the clock or chance in the pure folders", () => {
    const wrong = files.flatMap((name) => {
      const code = readFileSync(join(SRC, name), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      const found: string[] = [];
      if (name !== "cli.ts" && name !== "action.ts" && /(?<![.\w"'`-])process\./.test(code))
        found.push(`${name} reads process`);
      if (PURE.includes(name.split(sep)[0] ?? "") && /Date\.now\(|new Date\(\)|Math\.random\(|\bconsole\./.test(code))
        found.push(`${name} is not pure`);
      return found;
    });

    expect(wrong).toEqual([]);
  });
});
