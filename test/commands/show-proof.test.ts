import { describe, expect, it } from "vitest";
import { PROVED } from "../../src/commands/proved.js";
import { showProof } from "../../src/commands/show-proof.js";

const lines = (code: string, width: number): readonly string[] =>
  showProof(PROVED[code] ?? { shown: [], differences: [] }, width);

describe("what proves a finding", () => {
  it("is the rows over time, the safe path, and where guidance and server differ", () => {
    const text = lines("to-webhook", 100).join("\n");

    expect(text).toContain(
      "guidance  the synced data stays valid; register the webhook\nserver    no run and no resync;",
    );
    expect(text.replaceAll(/\s+/gu, " ")).toMatch(
      /Proved with incremental → webhook, strategy keep \(.*\): gap\. The smallest history: just before the patch/,
    );
    expect(text).toContain(`
  when                 source                warehouse
  before the change    1 v11, 2 v12          1 v11, 2 v12
  after the change     1 v11, 2 v12, 13 v13  1 v11, 2 v12
`);
    expect(text).toContain("With strategy resync: every row went and came again, and nothing is wrong.");
  });

  it("stands one below the other in a narrow terminal", () => {
    const narrow = lines("to-webhook", 40);

    expect(narrow).toContain("after the change");
    expect(narrow).toContain("  warehouse  1 v11, 2 v12");
    expect(narrow.filter((line) => line.length > 40)).toEqual([]);
  });

  it("is the difference alone where nothing has to be shown", () => {
    expect(lines("lookback-changed", 100)).toEqual([
      "",
      "guidance  not named",
      "server    no new watermark and no reset; the value survives resyncs",
    ]);
  });
});
