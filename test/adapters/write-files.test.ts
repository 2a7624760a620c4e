import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { writeFiles } from "../../src/adapters/write-files.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "warehog-write-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, "a.yaml"), "old a\n");
});

const A = { path: "a.yaml", before: "old a\n", text: "new a\n" };
const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe("writeFiles", () => {
  it("replaces files and makes new ones, with the folders that they need", async () => {
    chmodSync(join(root, "a.yaml"), 0o640);

    const written = await writeFiles(root, [A, { path: "w/p/b.yaml", before: undefined, text: "b\n" }]);

    expect(written).toEqual({ ok: true, value: null });
    expect([read("a.yaml"), read("w/p/b.yaml")]).toEqual(["new a\n", "b\n"]);
    expect(statSync(join(root, "a.yaml")).mode & 0o777).toBe(0o640);
    expect(readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted()).toEqual([
      "a.yaml",
      "w",
      "w/p",
      "w/p/b.yaml",
    ]);
  });

  it.each([
    {
      what: "changed since it was read",
      prepare: () => writeFileSync(join(root, "b.yaml"), "theirs\n"),
      before: "old b\n",
      code: "file-changed",
    },
    {
      what: "appeared since it was looked for",
      prepare: () => writeFileSync(join(root, "b.yaml"), "theirs\n"),
      before: undefined,
      code: "file-changed",
    },
    { what: "vanished since it was read", prepare: () => {}, before: "old b\n", code: "file-changed" },
    {
      what: "is a link by now",
      prepare: () => symlinkSync(join(root, "a.yaml"), join(root, "b.yaml")),
      before: "old a\n",
      code: "file-symlink",
    },
    {
      what: "cannot be written beside",
      prepare: () => mkdirSync(join(root, "b.yaml.new")),
      before: undefined,
      code: "file-unwritable",
    },
  ])("writes none of them where one $what", async ({ prepare, before, code }) => {
    prepare();
    const there = readdirSync(root).toSorted();

    const written = await writeFiles(root, [A, { path: "b.yaml", before, text: "new b\n" }]);

    expect(written).toMatchObject({ ok: false, error: { code, file: "b.yaml" } });
    expect(read("a.yaml")).toBe("old a\n");
    expect(readdirSync(root).toSorted()).toEqual(there);
  });

  it("goes no way out of its folder, and makes nothing there", async () => {
    const written = await writeFiles(join(root, "w"), [{ path: "../x/a.yaml", before: undefined, text: "x" }]);

    expect(written).toMatchObject({ ok: false, error: { code: "file-outside" } });
    expect(readdirSync(root)).toEqual(["a.yaml"]);
  });
});
