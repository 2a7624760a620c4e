import { describe, expect, it } from "vitest";
import { importWindows, lastAsked } from "../../src/executor/windows.js";
import type { Owed, StepMark } from "../../src/model/journal.js";
import { owedRecord } from "./owed-record.js";

type How = "started" | "resync" | "reload";

const mark = (step: StepMark["step"], newest_job: string, server_time: number | null): StepMark => ({
  step,
  newest_job,
  server_time,
  reached: server_time === null ? "intent" : "ack",
});

const PATCH = mark("patch", "before-patch", 10_000);
const owed = (how: How | undefined, ...marks: StepMark[]): Owed => ({
  record: owedRecord({ steps: how === undefined ? [] : [{ kind: "import", how }] }),
  marks,
});

describe("which runs prove an import", () => {
  it.each<[string, Owed, readonly unknown[]]>([
    ["none where nothing is imported", owed(undefined, PATCH), []],
    [
      "a resync's own answer, and never an earlier run",
      owed("resync", PATCH, mark("import", "j", 20_400)),
      [{ known: "j", since: 21_000 }],
    ],
    [
      "a run in the second of its answer that a later look did not know",
      owed("resync", PATCH, mark("import", "j", 20_400), mark("await", "look", null)),
      [
        { known: "look", since: 20_000 },
        { known: "j", since: 21_000 },
      ],
    ],
    ["nothing where the answer to a resync was lost", owed("resync", PATCH, mark("import", "j", null)), []],
    ["the patch where it starts the run", owed("started", PATCH), [{ known: "before-patch", since: 11_000 }]],
    ["nothing where the answer to that patch was lost", owed("started", mark("patch", "before-patch", null)), []],
    [
      "a reload, and any run from the second after the patch",
      owed("reload", PATCH, mark("import", "j", 20_000)),
      [
        { known: "j", since: 10_000 },
        { known: "before-patch", since: 11_000 },
      ],
    ],
    [
      "after a lost answer to a reload, what nobody knew before it",
      owed("reload", PATCH, mark("import", "j", null)),
      [
        { known: "j", since: 10_000 },
        { known: "before-patch", since: 11_000 },
      ],
    ],
    [
      "a reload without a patch by its answer alone",
      owed("reload", mark("import", "j", 20_000)),
      [{ known: "j", since: 21_000 }],
    ],
    [
      "a webhook made after the patch: what ran before it missed what came between",
      owed("reload", PATCH, mark("create_webhook", "w", 15_000), mark("import", "j", 20_000)),
      [
        { known: "j", since: 15_000 },
        { known: "w", since: 16_000 },
      ],
    ],
  ])("%s", (_behaviour, begun, expected) => {
    expect(importWindows(begun)).toEqual(expected);
  });
});

describe("when a run was last asked for", () => {
  it("is the newest answer of all that asked for one", () => {
    const begun = owed("reload", PATCH, mark("import", "i", 20_000), mark("await", "n", 90_000));

    expect(lastAsked(begun, "await")).toEqual({ known: "n", since: 90_000 });
  });

  it("leaves the run before the change to itself", () => {
    const begun = owed("reload", mark("catch_up", "c", 5000), PATCH);

    expect(lastAsked(begun, "catch_up")).toEqual({ known: "c", since: 5000 });
  });
});
