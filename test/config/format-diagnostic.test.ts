import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../src/config/format-diagnostic.js";
import { parseSource } from "../../src/config/source.js";

const HEAD = "version: 1\nsource: { source_type: X }\n";
const shown = (text: string) =>
  parseSource({ path: "w/x.yaml", text }).diagnostics.map((diagnostic) => formatDiagnostic(diagnostic));

describe("formatDiagnostic", () => {
  it("shows place, line, caret and hint", () => {
    expect(shown(`${HEAD}tables:\n  a:\n    sync_frequency: hourly\n`)).toEqual([
      [
        'w/x.yaml:5:21 invalid-value "hourly" is no value of "sync_frequency"',
        "5 |     sync_frequency: hourly",
        "                        ^",
        'hint: did you mean "1hour"? choose one of: 5min, 15min, 30min, 1hour, 6hour, 12hour, 24hour, 7day, 30day',
      ].join("\n"),
    ]);
  });

  it("keeps tabs before the caret, so that it stands under its column at any width of a tab", () => {
    const diagnostic = { code: "c", file: "f", line: 1, column: 3, source: "\t\tx", message: "m", hint: "h" };

    expect(formatDiagnostic(diagnostic).split("\n")[2]).toBe("    \t\t^");
  });

  it.each([
    { behaviour: "in the middle", column: 61, line: "9 | …cccccccbbbbbbb…", caret: 12 },
    { behaviour: "at the start", column: 1, line: `9 | ${"a".repeat(15)}…`, caret: 4 },
    { behaviour: "at the end", column: 90, line: `9 | …${"b".repeat(15)}`, caret: 19 },
  ])("shows the part of a line around a caret $behaviour that a narrow terminal has room for", (place) => {
    const source = `${"a".repeat(50)}${"c".repeat(10)}${"b".repeat(30)}`;
    const diagnostic = { code: "c", file: "f", line: 9, column: place.column, source, message: "m", hint: "h" };

    const [, line, caret] = formatDiagnostic(diagnostic, 20).split("\n");

    expect({ line, caret: caret?.indexOf("^") }).toEqual({ line: place.line, caret: place.caret });
  });

  it("leaves the line away where there is none", () => {
    const diagnostic = { code: "file-missing", file: "f", line: 1, column: 1, message: "m", hint: "h" };

    expect(formatDiagnostic(diagnostic)).toBe("f:1:1 file-missing m\nhint: h");
  });

  it("cuts a long line, and drops it where the caret would stand behind the cut", () => {
    const [near, far] = [`{ x: ${"y".repeat(900)} }`, `{ should_sync: true${" ".repeat(900)}, x: 1 }`].map((fields) =>
      shown(`${HEAD}tables:\n  a: ${fields}\n`),
    );

    expect(near?.[0]?.split("\n")[1]).toHaveLength("4 | ".length + 400);
    expect(far?.[0]?.split("\n")).toHaveLength(2);
  });
});
