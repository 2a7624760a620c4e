import { describe, expect, it } from "vitest";
import { renderSuggestion } from "../../../src/report/github/suggestion.js";

describe("a suggestion", () => {
  it("offers the lines as they would stand, and says what committing them means", () => {
    const text = renderSuggestion(["  public.orders:", '    consent: [{ id: "7f3a91c2", reason: "…" }]']);

    expect(text).toContain('```suggestion\n  public.orders:\n    consent: [{ id: "7f3a91c2", reason: "…" }]\n```');
    expect(text).toContain("whoever commits this cannot approve");
  });

  it("is none where a line holds what nobody would see", () => {
    expect(renderSuggestion(["  public.or\u200bders:"])).toBeUndefined();
  });
});
