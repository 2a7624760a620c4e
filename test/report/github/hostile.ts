import { array, constantFrom } from "fast-check";
import type { Arbitrary } from "fast-check";
import type { ApplyOutcome } from "../../../src/model/github/apply-record.js";
import type { Judgement } from "../../../src/model/github/judgement.js";
import type { Refusal } from "../../../src/model/github/refusal.js";
import type { ItemOutcome } from "../../../src/model/outcome.js";
import type { Item, Plan } from "../../../src/model/plan.js";
import type { ApplyReport } from "../../../src/report/github/result-comment.js";
import type { DriftReport } from "../../../src/report/github/drift-issue.js";
import type { PlanReport } from "../../../src/report/github/comment.js";
import { aPlan, anItem } from "../sample-plans.js";
import { aReport, RUN } from "./sample-reports.js";
import { IN_FORCE } from "../../support/in-force.js";

/** Nothing of ours contains it, so wherever it shows up there is text from outside. */
export const SENTINEL = "Zqxj";

const CHARACTERS = "`|\\<>&*_~#@:!-=+\"'[](){}$%^ \t\n\r";

const FRAGMENTS = [
  "@octocat",
  "@acme/admins",
  "fixes #1",
  "closes acme/x#2",
  "GH-3",
  "acme/x@0123456789abcdef0123456789abcdef01234567",
  "```",
  "\n```\n",
  "~~~~",
  "````text",
  "``",
  "\\|",
  "<br>",
  "<img src=x onerror=y>",
  "<details>",
  "</details>",
  "</summary>",
  "</code>",
  "</td>",
  "<!--",
  "-->",
  "<!-- warehog:plan -->",
  "&#64;octocat",
  "&amp;",
  "&lt;b&gt;",
  "<code>",
  "https://evil.example/x",
  "http://evil.example",
  "www.evil.example",
  "mail@evil.example",
  "<https://evil.example>",
  "[x](https://evil.example)",
  "![x](https://evil.example)",
  "[x]: https://evil.example",
  "[^1]",
  "[^1]: note",
  "\n\n# heading",
  "\n- [ ] task",
  "\n> [!NOTE]\n> x",
  "\n\n---\n\n",
  "\n| a |\n| - |",
  "\n::error::x",
  "::add-mask::x",
  "\u202e",
  "\u200b",
  "\u2066",
  "\u0000",
  "\u001b[31m",
  "\u001b]8;;https://evil.example\u0007",
  "\ud800",
  "\u2028",
  "%0A::error::x",
  "${{ github.token }}",
  ":tada:",
  "x".repeat(120),
  "é",
  "表",
  "😀",
];

/** A text that tries to be more than text, wherever it is put. */
export const hostileText: Arbitrary<string> = array(constantFrom(...CHARACTERS.split(""), ...FRAGMENTS), {
  minLength: 1,
  maxLength: 8,
}).map((fragments) => [SENTINEL, ...fragments.flatMap((fragment) => [fragment, SENTINEL])].join(""));

const hostileItem = (text: string, over: Partial<Item>): Item =>
  anItem({
    id: "bad0bad0",
    table: text,
    address: `production/${text}/${text}`,
    from: { incremental_field: text, enabled_columns: [text, "id"], row_filters: null },
    to: {
      incremental_field: `${text}2`,
      enabled_columns: ["id"],
      row_filters: [{ column: text, operator: text, value: [text] }],
    },
    findings: [
      {
        code: "cursor-changed",
        effect: "wipe",
        message: `rows of "${text}" would go`,
        hint: `keep "${text}"`,
        evidence: { guidance: text, server: text },
        needs: {},
      },
    ],
    options: [
      {
        strategy: "resync",
        effect: "wipe",
        price: { rows_wiped: 1, rows_imported: 1, recurring: false },
        consequence: text,
      },
      {
        strategy: "keep",
        effect: "gap",
        price: { rows_wiped: 0, rows_imported: 0, recurring: false },
        consequence: text,
      },
    ],
    strategy: "resync",
    notes: [{ code: "cursor-not-indexed", message: text }],
    at: { file: text, line: 1, column: 1 },
    ...over,
  });

const missing = (text: string) => ({ code: "consent-missing", message: text, hint: text });

export const hostilePlan = (text: string): Plan =>
  aPlan(
    [
      hostileItem(text, { effect: "wipe", problems: [missing(text)] }),
      hostileItem(text, { effect: "costly", problems: [{ ...missing(text), code: "cursor-missing" }] }),
      hostileItem(text, { origin: "drift", problems: [{ ...missing(text), code: "failed-and-disabled" }] }),
      hostileItem(text, { origin: "drift" }),
      hostileItem(text, { origin: "merged-not-applied" }),
    ],
    {
      target: { name: text, host: text, project_id: 7 },
      problems: [{ ...missing(text), code: "not-discovered", address: text, at: { file: text, line: 1, column: 1 } }],
      notes: [{ code: "auto-sync-on", message: text }],
    },
  );

const hostileRefusal = (text: string): Refusal => ({ code: "workflow-changed", message: text, remedy: text });

export const hostileReport = (text: string): PlanReport => {
  const plan = hostilePlan(text);
  const diagnostic = { code: "unknown-field", file: text, line: 1, column: 1, source: text, message: text, hint: text };
  return aReport([plan], {
    targets: [
      { state: "planned", plan },
      {
        state: "failed",
        target: text,
        trouble: { code: "lost", message: text, hint: text, diagnostics: [diagnostic] },
      },
    ],
    pull: { number: 41, head: text, base: { ref: text, sha: text } },
    refusals: [hostileRefusal(text)],
    earlier: { head: text, plans: [aPlan([hostileItem(text, { effect: "gap", hash: "other" })])] },
    others: [{ pull: 12, address: `production/${text}` }],
    undeclared: [`production/${text}`],
    reverts: [13],
    guards: [
      {
        target: text,
        changes: [
          { guard: "policy", field: text, from: text, to: text },
          { guard: "target", field: "host", from: text, to: text },
          { guard: "protection", address: `production/${text}`, identity: text },
        ],
      },
    ],
    readers: Object.fromEntries(plan.items.map(({ address }) => [address, [text]])),
    run: { ...RUN, version: text },
  });
};

const hostileOutcome = (text: string): ItemOutcome => ({
  id: "bad0bad0",
  address: `production/${text}`,
  state: "failed",
  step: "patch",
  code: "run-failed",
  message: text,
  owed: ["patch"],
  job: null,
  after: { rows: 3, last_synced_at: null, latest_error: text },
});

export const hostileApply = (text: string): ApplyReport => {
  const outcome: ApplyOutcome = {
    version: 1,
    kind: "outcome",
    target: text,
    commit: text,
    completed: null,
    guards: IN_FORCE,
    outcomes: [hostileOutcome(text), { ...hostileOutcome(text), state: "applied", code: null }],
    standing: [{ item: hostileItem(text, {}), pull: 12 }],
    refused: [{ address: `production/${text}`, pull: 12, refusals: [hostileRefusal(text)] }],
    owed: [],
  };
  return { outcome, converged: false, interrupted: false, run: RUN };
};

export const hostileDrift = (text: string): DriftReport => ({
  plan: hostilePlan(text),
  completed: text,
  auto_enabled: [`production/${text}`],
  auto_disabled: [{ address: `production/${text}`, error: text }],
  run: RUN,
});

export const hostileJudgement = (text: string): Judgement => ({
  pulls: [
    {
      pull: 12,
      needed: 1,
      approvals: [{ reviewer: text, items: [hostileItem(text, {})], guards: [] }],
      shown: [],
      refusals: [hostileRefusal(text)],
      guards: "none",
    },
  ],
  items: [{ item: hostileItem(text, {}), covered: false, pull: 12, refusals: [hostileRefusal(text)] }],
  unanswered: [{ commit: text, refusal: hostileRefusal(text) }],
});
