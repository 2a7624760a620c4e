import { describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.js";
import { aContext } from "./a-context.js";

/** A world that breaks in the middle of a command, as only a bug could. */
function broken(env: Readonly<Record<string, string>> = {}) {
  const context = aContext({ env });
  const stdout = {
    ...context.stdout,
    write: (text: string): void => {
      if (text.includes("$schema")) throw new RangeError("secret inside");
      context.stdout.write(text);
    },
  };
  return { ...context, stdout };
}

describe("a bug", () => {
  it("is called one, without its message and without a stack", async () => {
    const context = broken();

    const exit = await main(["schema", "project"], context);

    expect(exit).toBe(1);
    expect(context.said().stderr).toMatch(/^error: this is a bug in Warehog \(RangeError\)/);
    expect(context.said().stderr).not.toMatch(/secret inside|at .*\.ts/);
  });

  it("shows where it happened when asked to", async () => {
    const context = broken({ WAREHOG_DEBUG: "1" });

    await main(["schema", "project"], context);

    expect(context.said().stderr).toMatch(/secret inside[^]*schema\.ts/);
  });

  it("is one JSON value where JSON was asked for", async () => {
    const context = broken();

    const exit = await main(["schema", "project", "--json"], context);

    expect(exit).toBe(1);
    expect(JSON.parse(context.said().stdout)).toMatchObject({ error: { code: "bug" }, diagnostics: [] });
  });
});
