import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openJournal } from "../../src/adapters/journal-file.js";
import { readOwed } from "../../src/adapters/read-owed.js";

const TARGET = { host: "https://us.posthog.com", project_id: 12345 };
const PROCESSES = { pid: 4242, isAlive: () => false };

let outside: string;
let folder: string;
let path: string;
beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), "warehog-journal-"));
  folder = join(outside, ".warehog");
  path = join(folder, "production.journal");
  await mkdir(folder);
});
afterEach(() => rm(outside, { recursive: true }));

describe("what is no regular file", () => {
  it.each<[string, () => unknown]>([
    ["a folder", () => mkdir(path)],
    ["a pipe that nobody writes to", () => execFileSync("mkfifo", [path])],
    ["a link to a file", () => writeFile(`${outside}/elsewhere`, "").then(() => symlink(`${outside}/elsewhere`, path))],
    ["a link to nothing", () => symlink(`${outside}/nowhere`, path)],
  ])("is refused as a journal when it is %s, and the lock is given back", async (_what, make) => {
    await make();

    const journal = await openJournal({ path, target: TARGET, processes: PROCESSES });

    expect(journal).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(`${path} is no regular file`) },
    });
    expect(await readOwed(path, TARGET)).toEqual(journal);
    expect(await readdir(folder)).toEqual(["production.journal"]);
  });

  it("is not waited for when it is a pipe in the place of the lock", async () => {
    execFileSync("mkfifo", [`${path}.lock`]);

    const journal = await openJournal({ path, target: TARGET, processes: PROCESSES });

    expect(journal).toMatchObject({ ok: true });
    if (journal.ok) await journal.value.close();
  });
});
