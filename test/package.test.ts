import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

function pack(): Packed {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const [packed]: readonly Packed[] = JSON.parse(stdout);
  return packed ?? expect.unreachable();
}

describe("the package", () => {
  it.each(["dependencies", "optionalDependencies", "peerDependencies", "bundleDependencies"])("has no %s", (kind) => {
    expect(manifest[kind] ?? {}).toEqual({});
  });

  it.each(["preinstall", "install", "postinstall", "prepare", "prepublish", "dependencies"])(
    "runs nothing at %s",
    (name) => {
      expect(manifest.scripts).not.toHaveProperty(name);
    },
  );

  it("stays small, and brings what runs and what explains it, no source and no test", () => {
    const { size, unpackedSize, files } = pack();
    const paths = files.map(({ path }) => path);
    const places = new Set(paths.map((path) => (path.includes("/") ? path.split("/")[0] : path)));

    expect(places).toEqual(
      new Set(["dist", "schemas", "examples", "README.md", "LICENSE", "CHANGELOG.md", "package.json"]),
    );
    expect(paths).toEqual(expect.arrayContaining(["dist/cli.js", "dist/action.js"]));
    expect(paths.filter((path) => /\.(ts|map)$|(^|\/)\.|node_modules/.test(path))).toEqual([]);
    expect(size).toBeLessThan(2_000_000);
    expect(unpackedSize).toBeLessThan(8_000_000);
    // What every start of the command line reads before it knows the command, and every job of the action.
    const sizeOf = (name: string) => files.find(({ path }) => path === name)?.size;
    expect(sizeOf("dist/cli.js")).toBeLessThan(20_000);
    expect(sizeOf("dist/action.js")).toBeLessThan(1_200_000);
  });

  it("brings one copy of the HTTP client to the action, however many of its parts use one", () => {
    const parts = ["action.js", ...readdirSync(`${ROOT}dist/action`).map((name) => `action/${name}`)];
    const client = /this\.code\s*=\s*"UND_ERR_HEADERS_OVERFLOW"/g;

    expect(parts.flatMap((name) => readFileSync(`${ROOT}dist/${name}`, "utf8").match(client) ?? [])).toHaveLength(1);
  });
});
