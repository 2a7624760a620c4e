import { describe, expect, it } from "vitest";
import { advance, foldJournal, isProved, ledger, markOf, stepsOwed } from "../../src/executor/owed.js";
import type { JournalEntry, Owed } from "../../src/model/journal.js";
import { ack, closed, intent, opened, owedRecord, proof } from "./owed-record.js";

const only = (entries: readonly JournalEntry[]): Owed => {
  const [owed, ...more] = foldJournal(entries);
  if (owed === undefined || more.length > 0) throw new Error("one item was expected");
  return owed;
};
const marks = (entries: readonly JournalEntry[]): Readonly<Record<string, string>> =>
  Object.fromEntries(only(entries).marks.map(({ step, reached }) => [step, reached]));

describe("what is owed after a journal", () => {
  it.each<[string, readonly JournalEntry[], readonly string[]]>([
    ["nothing was begun", [], []],
    ["an item was opened", [opened()], ["aaaa0001"]],
    ["it was closed again", [opened(), intent("patch"), ack("patch"), closed()], []],
    ["two tables", [opened(), opened({ id: "bbbb0002", schema_id: "other" })], ["aaaa0001", "bbbb0002"]],
    [
      "a later item took an unfinished one over",
      [opened(), opened({ id: "cccc0003", resumes: "aaaa0001" })],
      ["cccc0003"],
    ],
    [
      "the chain of three ends with its last",
      [
        opened(),
        opened({ id: "cccc0003", resumes: "aaaa0001" }),
        opened({ id: "dddd0004", resumes: "cccc0003" }),
        closed("dddd0004"),
      ],
      [],
    ],
  ])("%s", (_behaviour, entries, ids) => {
    expect(foldJournal(entries).map(({ record }) => record.id)).toEqual(ids);
  });

  it("keeps what is needed to know a run again", () => {
    const owed = only([opened(), intent("import", "job-7"), ack("import", 5000)]);

    expect(markOf(owed, "import")).toEqual({ step: "import", reached: "ack", newest_job: "job-7", server_time: 5000 });
  });

  it("begins a step anew with its next intent", () => {
    const owed = only([opened(), intent("import", "job-7"), ack("import", 5000), intent("import", "job-8")]);

    expect(markOf(owed, "import")).toEqual({
      step: "import",
      reached: "intent",
      newest_job: "job-8",
      server_time: null,
    });
  });

  it.each<[string, readonly JournalEntry[], Readonly<Record<string, string>>]>([
    [
      "a run under fields that were written again proves nothing",
      [opened(), intent("patch"), ack("patch"), intent("import"), ack("import"), proof("await"), intent("patch")],
      { patch: "intent" },
    ],
    [
      "nor does one whose rows were deleted",
      [opened(), intent("import"), ack("import"), intent("delete_data"), ack("delete_data")],
      { delete_data: "ack" },
    ],
    [
      "a patch that goes out says that the deletion before it was seen",
      [opened(), intent("delete_data"), intent("patch")],
      { delete_data: "ack", patch: "intent" },
    ],
    [
      "opening the item anew forgets all",
      [opened(), intent("import"), ack("import"), opened({ strategy: "keep" })],
      {},
    ],
  ])("%s", (_behaviour, entries, expected) => {
    expect(marks(entries)).toEqual(expected);
  });

  it.each<[string, readonly JournalEntry[], readonly string[]]>([
    ["everything but the hold", [opened()], ["patch", "import", "await", "verify"]],
    [
      "what was not acknowledged",
      [opened(), intent("patch"), ack("patch"), intent("import")],
      ["import", "await", "verify"],
    ],
    [
      "a run that was asked for again and not seen",
      [opened(), intent("import"), ack("import"), intent("await"), ack("await")],
      ["patch", "await", "verify"],
    ],
    [
      "nothing more of a run that was seen",
      [opened(), intent("import"), ack("import"), proof("await")],
      ["patch", "verify"],
    ],
  ])("names the steps left: %s", (_behaviour, entries, expected) => {
    expect(stepsOwed(only(entries))).toEqual(expected);
  });

  it.each<[string, Owed, boolean]>([
    ["a run that was seen", only([opened(), proof("await")]), true],
    ["a run that was only asked for", only([opened(), intent("import"), ack("import")]), false],
    ["an item that needs no run", { record: owedRecord({ steps: [{ kind: "verify" }] }), marks: [] }, true],
  ])("is proved by %s", (_behaviour, owed, expected) => {
    expect(isProved(owed)).toBe(expected);
  });
});

const proved = (...entries: readonly JournalEntry[]): readonly string[] => {
  const kept = ledger();
  for (const entry of entries) advance(kept, entry);
  return [...kept.proved.keys()];
};
const other = (over: Parameters<typeof opened>[0]): JournalEntry => opened({ id: "bbbb0002", hash: "22", ...over });

describe("what a journal has seen proved", () => {
  const done = [opened(), proof("await"), closed("aaaa0001", "11")];

  it.each<[string, readonly string[], readonly JournalEntry[]]>([
    ["an item as it was begun and as it was approved", ["00", "11"], done],
    ["no item that is not closed", [], done.slice(0, -1)],
    ["no item whose import was given up", [], [opened(), { event: "closed", item: "aaaa0001", why: "given-up" }]],
    ["no item that asked for no run", [], [opened({ steps: [{ kind: "verify" }] }), closed()]],
    ["an item beside another change of its table", ["00", "11"], [...done, other({ to: { sync_frequency: "1hour" } })]],
    ["no item whose field was changed again", [], [...done, other({ to: { incremental_field: "id" } })]],
    ["no item that is begun again", ["11"], [...done, opened({ to: {} })]],
    ["an item of another table", ["00", "11"], [...done, other({ schema_id: "other" })]],
  ])("is %s", (_behaviour, expected, entries) => {
    expect(proved(...entries)).toEqual(expected);
  });
});

describe("an entry that does not follow", () => {
  it.each<[string, readonly JournalEntry[]]>([
    ["an intent of an item that was never opened", [intent("patch")]],
    ["an answer to nothing that was asked", [opened(), ack("patch")]],
    ["a closing of nothing", [closed()]],
    ["an entry after the closing", [opened(), closed(), intent("patch")]],
    ["a record under another name", [{ event: "opened", item: "other", record: owedRecord() }]],
  ])("is told apart: %s", (_behaviour, entries) => {
    const kept = ledger();

    expect(entries.map((entry) => advance(kept, entry)).at(-1)).toBe(false);
  });
});
