import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expand, readText, writeText } from "../../src/adapters/files.js";
import { DIAGNOSTIC_CODES } from "../../src/config/codes.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "warehog-files-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, text: string | Uint8Array = path): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

/** The code of the failure, or the text. */
async function outcome(path: string): Promise<string> {
  const read = await readText(root, path);
  if (read.ok) return read.value.text;
  expect(read.error).toMatchObject({ file: path, line: 1, column: 1 });
  expect(Object.keys(DIAGNOSTIC_CODES)).toContain(read.error.code);
  expect(read.error.message).not.toContain(root);
  return read.error.code;
}

describe("readText", () => {
  it("takes no more of a file than the caller allows", async () => {
    put("a.yaml", "12345");

    expect(await readText(root, "a.yaml", 5)).toMatchObject({ ok: true });
    expect(await readText(root, "a.yaml", 4)).toMatchObject({ ok: false, error: { code: "file-too-large" } });
  });

  it("reads a file below the root", async () => {
    put("w/a.yaml", "é\n");

    expect(await readText(root, "w/a.yaml")).toEqual({ ok: true, value: { path: "w/a.yaml", text: "é\n" } });
  });

  it("keeps a byte order mark, so that writing the text back changes nothing else", async () => {
    put("a.yaml", "\uFEFFa: 1\n");

    expect(await outcome("a.yaml")).toBe("\uFEFFa: 1\n");
  });

  it.each([
    { what: "a file that is not there", path: "a.yaml", code: "file-missing" },
    { what: "a file below a file", path: "file/a.yaml", code: "file-missing" },
    { what: "a folder", path: "folder", code: "file-unreadable" },
    { what: "a path that leaves the root", path: "../a.yaml", code: "file-outside" },
    { what: "a path that leaves the root on the way", path: "folder/../../a.yaml", code: "file-outside" },
    { what: "a link to a file", path: "link.yaml", code: "file-symlink" },
    { what: "a link to nothing", path: "dangling.yaml", code: "file-symlink" },
    { what: "a file through a linked folder", path: "linked/a.yaml", code: "file-symlink" },
    { what: "bytes that are no UTF-8", path: "latin.yaml", code: "file-encoding" },
    { what: "UTF-16", path: "wide.yaml", code: "file-encoding" },
    { what: "a file of 50 MB", path: "large.yaml", code: "file-too-large" },
    { what: "a pipe", path: "pipe.yaml", code: "file-unreadable" },
  ])("refuses $what", async ({ path, code }) => {
    put("file");
    put("folder/a.yaml");
    symlinkSync(join(root, "file"), join(root, "link.yaml"));
    symlinkSync(join(root, "nothing"), join(root, "dangling.yaml"));
    symlinkSync(join(root, "folder"), join(root, "linked"));
    put("latin.yaml", new Uint8Array([0x61, 0xe9, 0x0a]));
    put("wide.yaml", new Uint8Array([0xff, 0xfe, 0x61, 0x00]));
    truncateSync(put("large.yaml"), 50_000_000);
    execFileSync("mkfifo", [join(root, "pipe.yaml")]);

    expect(await outcome(path)).toBe(code);
  });

  it("reads a file that was named by hand from anywhere, and larger", async () => {
    const elsewhere = put("elsewhere/plan.json", " ".repeat(20_000_000));

    expect(await readText(join(root, "project"), elsewhere)).toMatchObject({ ok: true });
    expect(await outcome("elsewhere/plan.json")).toBe("file-too-large");
  });

  it("reads the files of a large project at once", async () => {
    const paths = Array.from({ length: 3000 }, (_, index) => `w/${index}.yaml`);
    for (const path of paths) put(path);

    const texts = await Promise.all(paths.map(outcome));

    expect(texts).toEqual(paths);
  });
});

describe("expand", () => {
  it.each([
    { globs: ["w/*.yaml"], files: ["w/a.yaml", "w/b.yaml"] },
    { globs: ["w/b.yaml", "w/*.yaml", "./w/a.yaml"], files: ["w/a.yaml", "w/b.yaml"] },
    { globs: ["**/*.yaml"], files: ["w/a.yaml", "w/b.yaml", "w/deep/c.yaml"] },
    { globs: ["w/{a,b}.yaml"], files: ["w/a.yaml", "w/b.yaml"] },
    { globs: ["w"], files: ["w"] },
    { globs: ["x/*.yaml"], files: [] },
    { globs: [], files: [] },
  ])("finds $files for $globs", async ({ globs, files }) => {
    for (const path of ["w/b.yaml", "w/a.yaml", "w/deep/c.yaml", "w/x.txt", "node_modules/d.yaml", ".git/e.yaml"])
      put(path);

    expect(await expand(root, globs)).toEqual(files);
  });

  it("keeps a plain path that is not there, so that its absence is noticed", async () => {
    expect(await expand(root, ["w/shop.yaml", "w/*.yaml"])).toEqual(["w/shop.yaml"]);
  });

  it("names a folder that looks like a file, and enters any other", async () => {
    mkdirSync(join(root, "w/old.yaml"), { recursive: true });
    writeFileSync(join(root, "w/old.yaml/a.yaml"), "");

    expect(await expand(root, ["w/*.yaml"])).toEqual(["w/old.yaml"]);
    expect(await expand(root, ["w/*/*.yaml"])).toEqual(["w/old.yaml/a.yaml"]);
    expect(await expand(root, ["w/**"])).toEqual(["w/old.yaml"]);
  });

  it("names a linked file, so that it is refused and not passed over", async () => {
    put("real/a.yaml");
    mkdirSync(join(root, "w"));
    symlinkSync(join(root, "real/a.yaml"), join(root, "w/a.yaml"));

    expect(await expand(root, ["w/*.yaml"])).toEqual(["w/a.yaml"]);
    expect(await outcome("w/a.yaml")).toBe("file-symlink");
  });
});

describe("expand, where links lie in the way", () => {
  it("names a linked folder that the files should stand in", async () => {
    put("real/a.yaml");
    symlinkSync(join(root, "real"), join(root, "w"));

    expect(await expand(root, ["w/*.yaml"])).toEqual(["w"]);
    expect(await outcome("w")).toBe("file-symlink");
  });

  it("enters no linked folder, and so walks in no circle and out of no project", async () => {
    put("w/a.yaml");
    symlinkSync(root, join(root, "w/circle"));
    symlinkSync("/", join(root, "w/out"));

    expect(await expand(root, ["w/**/*.yaml"])).toEqual(["w/a.yaml"]);
  });
});

describe("writeText", () => {
  it("replaces a file and keeps its permissions", async () => {
    const full = put("a.yaml", "old");
    execFileSync("chmod", ["640", full]);

    expect(await writeText(full, "new")).toEqual({ ok: true, value: null });
    expect(readFileSync(full, "utf8")).toBe("new");
    expect(statSync(full).mode & 0o777).toBe(0o640);
    expect(readdirSync(root)).toEqual(["a.yaml"]);
  });

  it("makes a file that others may read", async () => {
    const full = join(root, "plan.json");

    expect(await writeText(full, "{}")).toMatchObject({ ok: true });
    expect(statSync(full).mode & 0o400).toBe(0o400);
  });

  it.each([
    { what: "a link", path: "link.yaml", code: "file-symlink" },
    { what: "a folder", path: "folder", code: "file-unreadable" },
    { what: "a file in a folder that is not there", path: "no/a.yaml", code: "file-unwritable" },
  ])("refuses to write $what", async ({ path, code }) => {
    const original = put("folder/a.yaml", "old");
    symlinkSync(original, join(root, "link.yaml"));

    expect(await writeText(join(root, path), "new")).toMatchObject({ ok: false, error: { code } });
    expect(readFileSync(original, "utf8")).toBe("old");
  });
});
