import { describe, expect, it } from "vitest";
import { progressDisplay } from "../../src/commands/progress-display.js";
import type { ProgressEvent } from "../../src/model/progress.js";
import { aContext } from "./a-context.js";

const of = (table: string) => `production/shop/${table}`;
const waiting = (table: string, elapsedMs: number): ProgressEvent => ({
  kind: "waiting",
  address: of(table),
  step: "await",
  elapsedMs,
  rows: null,
  job: "j",
});
const done = (table: string): ProgressEvent => ({ kind: "done", address: of(table), state: "applied", message: "" });

describe("progress in a log", () => {
  it("is one line a step, and one every half minute of waiting", () => {
    const context = aContext();
    const display = progressDisplay(context, {});

    for (const elapsed of [1000, 15_000, 31_000, 45_000, 62_000]) display.show(waiting("orders", elapsed));
    display.show(done("orders"));
    display.end();

    expect(context.said().stderr.split("\n")).toEqual([
      "shop/orders  waits for its run · 0:31",
      "shop/orders  waits for its run · 1:02",
      "shop/orders  ✓ applied",
      "",
    ]);
  });
});

const ERASE = new RegExp(String.raw`^${"\u001b"}\[(\d+)A${"\u001b"}\[J`);

/** What a terminal shows after a text that only moves up, erases to the end, and writes lines. */
function screen(text: string): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split("\n").slice(0, -1)) {
    const up = ERASE.exec(part);
    if (up !== null) lines.splice(lines.length - Number(up[1]));
    lines.push(part.slice(up?.[0].length ?? 0));
  }
  return lines;
}

describe("progress at a terminal", () => {
  it("is redrawn in place, with what is done above what is under way", () => {
    const context = aContext({ answers: [], columns: 80, env: { NO_COLOR: "1" } });
    const display = progressDisplay(context, {});

    display.show(waiting("orders", 1000));
    display.show(waiting("users", 2000));
    display.show(waiting("orders", 3000));
    display.show(done("users"));

    expect(screen(context.said().stderr)).toEqual([
      "  shop/users  ✓ applied",
      "  shop/orders  waits for its run · 0:03",
    ]);
  });

  it("never draws a line that would wrap, for it could not be erased", () => {
    const context = aContext({ answers: [], columns: 20, env: { NO_COLOR: "1" } });

    progressDisplay(context, {}).show(waiting("a_table_with_a_long_name", 1000));

    expect(screen(context.said().stderr)).toEqual(["  shop/a_table_wit…"]);
  });

  it("counts what does not fit", () => {
    const context = aContext({ answers: [], columns: 80, env: { NO_COLOR: "1" } });
    const display = progressDisplay(context, {});

    for (let table = 0; table < 11; table++) display.show(waiting(`t${table}`, 1000));

    expect(screen(context.said().stderr)).toHaveLength(9);
    expect(screen(context.said().stderr).at(-1)).toBe("  and 3 more");
  });
});
