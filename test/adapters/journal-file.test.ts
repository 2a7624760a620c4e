import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, open as openFile, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openJournal, type JournalFile, type JournalOptions } from "../../src/adapters/journal-file.js";
import { readOwed } from "../../src/adapters/read-owed.js";
import { JournalFault } from "../../src/executor/ports.js";
import type { JournalEntry } from "../../src/model/journal.js";
import { ack, closed, intent, opened } from "../executor/owed-record.js";

const TARGET = { host: "https://us.posthog.com", project_id: 12345 };
const ME = 4242;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "warehog-journal-"));
  path = join(folder, ".warehog", "production.journal");
});
afterEach(() => rm(folder, { recursive: true }));

const opening = (over: Partial<JournalOptions> = {}) =>
  openJournal({ path, target: TARGET, processes: { pid: ME, isAlive: () => false }, ...over });

async function open(over: Partial<JournalOptions> = {}): Promise<JournalFile> {
  const journal = await opening(over);
  if (!journal.ok) throw new Error(journal.error.message);
  return journal.value;
}

async function write(...entries: readonly JournalEntry[]): Promise<void> {
  const journal = await open();
  for (const entry of entries) await journal.append(entry);
  await journal.close();
}

async function owedNow(): Promise<readonly string[]> {
  const journal = await open();
  await journal.close();
  return journal.owed().map(({ record, marks }) => [record.id, ...marks.map(({ reached }) => reached)].join(" "));
}

const text = (): Promise<string> => readFile(path, "utf8");
const lines = async (): Promise<string[]> => (await text()).trimEnd().split("\n");
const UNFINISHED = [opened(), intent("patch"), ack("patch"), intent("import", "job-7")];

describe("a journal file", () => {
  it("starts empty, with a line that says whose it is", async () => {
    const journal = await open();

    expect(journal.owed()).toEqual([]);
    await journal.close();
    expect(JSON.parse(await text())).toMatchObject({ journal: { version: 1, ...TARGET } });
  });

  it("holds what was appended when it is opened again", async () => {
    await write(...UNFINISHED);

    expect(await owedNow()).toEqual(["aaaa0001 ack intent"]);
  });

  it.each([
    { what: "a pipe", put: (at: string) => execFileSync("mkfifo", [at]) },
    { what: "what a crash left", put: (at: string) => writeFileSync(at, "half") },
    { what: "a link to another file", put: (at: string) => symlinkSync(join(folder, "precious"), at) },
  ])("is not kept from opening by $what where it writes beside itself", async ({ put }) => {
    mkdirSync(dirname(path));
    await writeFile(join(folder, "precious"), "mine");
    for (const beside of [`${path}.new`, `${path}.lock.${ME}`]) put(beside);

    await write(...UNFINISHED);

    expect(await owedNow()).toEqual(["aaaa0001 ack intent"]);
    expect(await readFile(join(folder, "precious"), "utf8")).toBe("mine");
  });

  it.each([".new", `.lock.${ME}`])("names the folder that stands at %s, and gives the lock back", async (ending) => {
    mkdirSync(`${path}${ending}`, { recursive: true });

    const journal = await opening();

    expect(journal).toMatchObject({ ok: false, error: { hint: expect.stringContaining(`${path}${ending}`) } });
    expect(await readdir(dirname(path))).toEqual([`production.journal${ending}`]);
  });

  it("knows what is owed as soon as an entry is durable", async () => {
    const journal = await open();

    await journal.append(opened());

    expect(journal.owed()).toHaveLength(1);
    expect((await text()).trimEnd().split("\n")).toHaveLength(2);
    await journal.close();
  });

  it("keeps entries apart that are appended at once", async () => {
    const journal = await open();

    await Promise.all(UNFINISHED.map((entry) => journal.append(entry)));
    await journal.close();

    expect(await owedNow()).toEqual(["aaaa0001 ack intent"]);
  });

  it("can be read by its owner alone", async () => {
    await write(opened());

    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it("is cut back to its first line when nothing is owed any more", async () => {
    await write(...UNFINISHED, closed());
    expect((await lines()).length).toBeGreaterThan(1);

    await (await open()).close();

    expect(await lines()).toHaveLength(1);
    expect(await readdir(dirname(path))).toEqual(["production.journal"]);
  });

  it("knows what it has proved however often it was cut back", async () => {
    await write(...UNFINISHED, closed("aaaa0001", "approved"));
    await write(opened({ id: "bbbb0002", schema_id: "other" }), closed("bbbb0002", "later"));

    const journal = await open();

    expect(journal.proved().map(({ hash }) => hash)).toEqual(["approved", "00", "later"]);
    await journal.close();
  });

  it("has proved nothing for another target", async () => {
    await write(...UNFINISHED, closed("aaaa0001", "approved"));

    const journal = await open({ target: { ...TARGET, project_id: 2 } });

    expect(journal.proved()).toEqual([]);
    await journal.close();
  });

  it("keeps every line while something is owed", async () => {
    await write(...UNFINISHED, closed(), opened({ id: "bbbb0002" }));
    const before = await text();

    await (await open()).close();

    expect(await text()).toBe(before);
  });
});

describe("an append that a crash broke off", () => {
  it("is dropped wherever it was cut, because its write never went out", async () => {
    await write(...UNFINISHED);
    const whole = await readFile(path);
    const lastLine = whole.subarray(0, -1).lastIndexOf("\n") + 1;

    for (let end = lastLine; end < whole.length; end++) {
      await writeFile(path, whole.subarray(0, end));
      expect(await owedNow()).toEqual(["aaaa0001 ack"]);
      expect((await readFile(path)).length).toBe(lastLine);
    }
  });

  it("leaves room for the next entry", async () => {
    await write(...UNFINISHED);
    await writeFile(path, (await text()).slice(0, -5));

    await write(intent("import", "job-8"), ack("import"));

    expect(await owedNow()).toEqual(["aaaa0001 ack ack"]);
  });
});

describe("a damaged journal", () => {
  it.each<[string, number, (lines: string[]) => string[]]>([
    [
      "a changed value",
      3,
      (all) => all.map((line) => line.replace('"patch","newest_job":null', '"patch","newest_job":"x"')),
    ],
    ["a changed record", 2, (all) => all.map((line) => line.replace("created_at", "changed_at"))],
    ["a missing line", 3, (all) => all.toSpliced(2, 1)],
    ["two lines in the wrong order", 3, ([a = "", b = "", c = "", d = "", ...rest]) => [a, b, d, c, ...rest]],
    ["a line twice", 4, (all) => all.toSpliced(2, 0, all[2] ?? "")],
    ["a line that was cut short", 3, (all) => all.map((line, index) => (index === 2 ? line.slice(0, 20) : line))],
    ["an empty line", 3, (all) => all.toSpliced(2, 0, "")],
    ["text that is no JSON", 2, (all) => all.with(1, "conflict marker")],
    ["a changed first line", 1, (all) => all.map((line) => line.replace('"project_id":12345', '"project_id":54321'))],
    ["no first line", 1, (all) => all.slice(1)],
  ])("with %s is reported with its path and line, and left as it is", async (_damage, line, damage) => {
    await write(...UNFINISHED);
    await writeFile(path, `${damage(await lines()).join("\n")}\n`);
    const before = await text();

    const journal = await opening();

    expect(journal).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(`${path} is damaged in line ${line}:`) },
    });
    expect(await text()).toBe(before);
    expect(await readdir(dirname(path))).toEqual(["production.journal"]);
  });

  it.each([
    ["empty", ""],
    ["cut off in its first line", '{"journal":{"version":1'],
  ])("that is %s is reported, not started over", async (_damage, left) => {
    await write(...UNFINISHED);
    await writeFile(path, left);

    expect(await opening()).toMatchObject({ ok: false });
    expect(await text()).toBe(left);
  });

  it("is told from one of another version", async () => {
    await (await open()).close();
    await writeFile(path, (await text()).replace('"version":1', '"version":2'));

    expect(await opening()).toMatchObject({ ok: false, error: { message: expect.stringContaining("version") } });
  });
});

describe("a journal of another target", () => {
  const others = [
    ["project", { ...TARGET, project_id: 54321 }],
    ["host", { ...TARGET, host: "https://eu.posthog.com" }],
    ["port", { ...TARGET, host: "https://us.posthog.com:8443" }],
  ] as const;

  it.each(others)("that owes something is refused for another %s, named and left as it is", async (_which, target) => {
    await write(...UNFINISHED);
    const before = await text();

    const journal = await opening({ target });

    expect(journal).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(path), hint: expect.stringContaining("move the file away") },
    });
    expect(await readOwed(path, target)).toEqual(journal);
    expect(JSON.stringify(journal)).not.toContain("posthog.com");
    expect(await text()).toBe(before);
  });

  it.each(
    others.flatMap(([which, target]) => [
      { which, target, left: "only its first line", entries: [] },
      { which, target, left: "finished items", entries: [...UNFINISHED, closed()] },
    ]),
  )("with $left is replaced for another $which", async ({ target, entries }) => {
    await write(...entries);
    expect(await readOwed(path, target)).toEqual({ ok: true, value: [] });

    const journal = await open({ target });
    await journal.append(opened());
    await journal.close();

    expect(JSON.parse((await lines())[0] ?? "")).toMatchObject({ journal: target });
    expect(await readOwed(path, target)).toMatchObject({ ok: true, value: [{ record: { id: "aaaa0001" } }] });
  });
});

/** Another process, and which ones it finds alive. */
const alive = (...pids: readonly number[]) => ({ pid: 5151, isAlive: (pid: number) => pids.includes(pid) });

describe("a second apply", () => {
  it("is kept out while the first has the journal open", async () => {
    const first = await open();

    const second = await opening({ processes: alive(ME) });

    expect(second).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("4242"), hint: expect.stringContaining(`delete ${path}.lock`) },
    });
    await first.append(opened());
    await first.close();
  });

  it("is let in when the first has closed it", async () => {
    await (await open()).close();

    await (await open({ processes: alive(ME) })).close();

    expect(await readdir(dirname(path))).toEqual(["production.journal"]);
  });

  it("takes over the lock of a process that is gone", async () => {
    await open();

    await (await open({ processes: alive() })).close();

    expect(await readdir(dirname(path))).toEqual(["production.journal"]);
  });

  it("takes over a lock that holds no pid", async () => {
    await (await open()).close();
    await writeFile(`${path}.lock`, "");

    await (await open({ processes: alive() })).close();
  });

  it("of the same process is kept out too", async () => {
    const first = await open();

    expect(await opening({ processes: { pid: ME, isAlive: (pid) => pid === ME } })).toMatchObject({ ok: false });
    await first.close();
  });
});

describe("a file system that refuses", () => {
  it("is reported when the journal is opened", async () => {
    await writeFile(join(folder, ".warehog"), "a file where the folder should be");

    expect(await opening()).toMatchObject({ ok: false, error: { message: expect.stringContaining("EEXIST") } });
  });

  it("ends all appending: what follows a broken line could not be read again", async () => {
    const journal = await open();
    const probe = await openFile(path, "r");
    const sync = vi.spyOn(Object.getPrototypeOf(probe), "datasync").mockRejectedValueOnce(new Error("ENOSPC"));
    await probe.close();

    await expect(journal.append(opened())).rejects.toThrow(JournalFault);
    sync.mockRestore();
    const left = await text();
    await expect(journal.append(opened({ id: "bbbb0002" }))).rejects.toThrow(JournalFault);

    expect(await text()).toBe(left);
    expect(journal.owed()).toEqual([]);
    await journal.close();
  });
});
