import { describe, expect, it } from "vitest";
import { isColoured } from "../../src/commands/paint.js";
import { paintFor } from "../../src/commands/paint.js";
import { aContext } from "./a-context.js";

const output = (isTTY: boolean) => ({ isTTY, columns: 80, write: () => {} });

describe("colour", () => {
  it.each([
    { when: "at a terminal", isTTY: true, env: {}, flag: undefined, coloured: true },
    { when: "in a pipe", isTTY: false, env: {}, flag: undefined, coloured: false },
    { when: "NO_COLOR is set", isTTY: true, env: { NO_COLOR: "1" }, flag: undefined, coloured: false },
    {
      when: "NO_COLOR is empty, which does not count",
      isTTY: true,
      env: { NO_COLOR: "" },
      flag: undefined,
      coloured: true,
    },
    { when: "the terminal is dumb", isTTY: true, env: { TERM: "dumb" }, flag: undefined, coloured: false },
    { when: "a log asks for it", isTTY: false, env: { FORCE_COLOR: "1" }, flag: undefined, coloured: true },
    { when: "FORCE_COLOR says no", isTTY: true, env: { FORCE_COLOR: "0" }, flag: undefined, coloured: false },
    { when: "the flag overrules the environment", isTTY: false, env: { NO_COLOR: "1" }, flag: true, coloured: true },
    { when: "the flag overrules the terminal", isTTY: true, env: { FORCE_COLOR: "1" }, flag: false, coloured: false },
  ])("is $coloured when $when", ({ isTTY, env, flag, coloured }) => {
    expect(isColoured(output(isTTY), env, flag)).toBe(coloured);
  });

  it("does not depend on the stdout of the test", () => {
    const context = aContext();

    expect(paintFor(context.stdout, context, { color: true })("danger", "x")).toBe("\u001b[31mx\u001b[39m");
    expect(paintFor(context.stdout, context, { color: false })("danger", "x")).toBe("x");
  });
});
