import { property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { assert } from "../../support/fixed-seed.js";
import { annotationsOf } from "../../../src/report/github/annotations.js";
import { renderPlanComment } from "../../../src/report/github/comment.js";
import { renderDriftClosed, renderDriftIssue } from "../../../src/report/github/drift-issue.js";
import { renderGate } from "../../../src/report/github/gate-text.js";
import { marker } from "../../../src/report/github/marker.js";
import { renderResultComment } from "../../../src/report/github/result-comment.js";
import { renderSuggestion } from "../../../src/report/github/suggestion.js";
import { renderSummary } from "../../../src/report/github/summary.js";
import { renderPlanMarkdown } from "../../../src/report/render-plan-markdown.js";
import {
  hostileApply,
  hostileDrift,
  hostileJudgement,
  hostilePlan,
  hostileReport,
  hostileText,
  SENTINEL,
} from "./hostile.js";
import { seenIn } from "./outside-code.js";
import { RUN } from "./sample-reports.js";

const TEXTS: Readonly<Record<string, (text: string) => string>> = {
  "comment on the plan": (text) => renderPlanComment(hostileReport(text)).body,
  "job summary": (text) => renderSummary(hostileReport(text)),
  "comment on the result": (text) => renderResultComment(hostileApply(text)),
  "drift issue": (text) => renderDriftIssue(hostileDrift(text))?.body ?? "",
  "end of a drift issue": (text) => renderDriftClosed(text, RUN),
  "gate check": (text) => renderGate(hostileJudgement(text), text).summary,
  suggestion: (text) => renderSuggestion(text.split("\n")) ?? "",
  "plan as Markdown": (text) => renderPlanMarkdown(hostilePlan(text)),
};

/** Elements that the reports use; none of them has attributes. */
const OURS = new Set(["details", "summary", "b", "br", "sub"]);

/** Pull requests that the hostile values really name. */
const REFERENCE = /(?<!\w)#(?!(?:12|13)\b)\d+|GH-\d/;

describe.each(Object.entries(TEXTS))("the %s", (_name, render) => {
  it("holds text from outside in code only, and nothing of it comes to life", () => {
    assert(
      property(hostileText, (text) => {
        const { texts, links, elements, comments, crooked } = seenIn(render(text));
        const outside = texts.join("\n");

        expect(outside).not.toContain(SENTINEL);
        expect(outside).not.toMatch(/@\w|evil/);
        expect(outside).not.toMatch(REFERENCE);
        expect(crooked).toEqual([]);
        expect(links.filter((address) => address !== RUN.url)).toEqual([]);
        expect(elements.filter((element) => !OURS.has(element))).toEqual([]);
        expect(comments.filter((comment) => comment !== "" && !/^warehog:[a-z]+[\w:.!~*'()%]*$/.test(comment))).toEqual(
          [],
        );
      }),
      { numRuns: 60, examples: [[`${SENTINEL}\n\`\`\`\n${SENTINEL}`]] },
    );
  });
});

describe("what is no Markdown", () => {
  it("is one line of visible characters in annotations", () => {
    assert(
      property(hostileText, (text) => {
        for (const { file, title, message } of annotationsOf(hostileReport(text).targets))
          expect(`${file}${title}${message}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it("is words alone in the titles of issues and checks", () => {
    assert(
      property(hostileText, (text) => {
        expect(renderDriftIssue(hostileDrift(text))?.title).toMatch(/^Warehog: drift in [\w.-]+$/);
        expect(renderGate(hostileJudgement(text), text).title).toMatch(/^[a-z0-9 :,-]{1,255}$/);
      }),
    );
  });
});

describe("a marker", () => {
  it("ends where it should, whatever the target is called", () => {
    assert(
      property(string({ unit: "grapheme" }), (target) => {
        expect(marker("drift", target)).toMatch(/^<!-- warehog:drift:(?:(?!--)[^\s<>])* -->$/);
      }),
    );
  });

  it("tells targets apart that look alike", () => {
    expect(marker("result", "a:b")).not.toBe(marker("result", "a", "b"));
  });
});
