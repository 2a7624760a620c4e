import { describe, expect, it } from "vitest";
import { changedLines } from "../../../src/report/github/changed-lines.js";

describe("the lines in which two texts differ", () => {
  it.each([
    { behaviour: "one that is changed", before: "a\nb\nc\n", after: "a\nB\nc\n", lines: [2, 2], shown: ["B"] },
    { behaviour: "some that become one", before: "a\nb\nc\nd\n", after: "a\nX\nd\n", lines: [2, 3], shown: ["X"] },
    {
      behaviour: "one that is put in, with the line above it",
      before: "a\nb\n",
      after: "a\nnew\nb\n",
      lines: [1, 1],
      shown: ["a", "new"],
    },
    {
      behaviour: "one that repeats the line above it",
      before: "a\na\nb\n",
      after: "a\na\na\nb\n",
      lines: [2, 2],
      shown: ["a", "a"],
    },
    { behaviour: "one at the end", before: "a\nb", after: "a\nb\nc", lines: [2, 2], shown: ["b", "c"] },
    { behaviour: "one above all others", before: "a\n", after: "new\na\n", lines: [1, 1], shown: ["new", "a"] },
  ])("are $behaviour", ({ before, after, lines, shown }) => {
    expect(changedLines(before, after)).toEqual({ lines, after: shown });
    const old = before.split("\n");
    old.splice((lines[0] ?? 1) - 1, (lines[1] ?? 1) - (lines[0] ?? 1) + 1, ...shown);
    expect(old.join("\n")).toBe(after);
  });
});
