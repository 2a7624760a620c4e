import { isWorse } from "../model/effect.js";
import { hasProblems } from "../model/plan.js";
import type { Item, Plan, PlanProblem } from "../model/plan.js";
import { counted, formatNumber } from "../model/numbers.js";
import { detailLines, hasDetails, problemLines } from "./details.js";
import { effectMark } from "./effect-mark.js";
import { fieldChanges } from "./field-change.js";
import { always, whole } from "./github/budget.js";
import type { Droppable, Row, Section } from "./github/budget.js";
import {
  code,
  codeElement,
  fence,
  folded,
  safeHtml,
  join,
  safe,
  NOTHING,
  plain,
  tableHead,
  tableRow,
} from "./markdown-text.js";
import type { Html, Markdown } from "./markdown-text.js";
import type { Readers } from "../model/readers.js";
import { formatPrice } from "./numbers.js";
import { shortAddress } from "./overview.js";
import { unpainted } from "./paint.js";
import { changesOf, dangerFirst, driftOf, lacksConsent, verdictOf, countedItems } from "./verdict.js";

/** What people read without scrolling sideways in a comment. */
export const COLUMNS = 96;
/** Saved queries beyond this many are counted. */
const READERS_SHOWN = 3;

const NOBODY_KNOWN: Readers = {};

/**
 * "3 tables would change · 1 wipes 961,330 rows → cannot be applied as it stands"
 *
 * @param ready  what is said in place of "ready to apply", where something else has to come first
 */
export function verdictText(plan: Plan, ready?: string): Html {
  const { parts, conclusion } = verdictOf(plan);
  const isReady = !hasProblems(plan) && changesOf(plan).length > 0;
  return plain(`${parts.join(" · ")} → ${isReady ? (ready ?? conclusion) : conclusion}`);
}

/** What may harm rows or readers is never left out; what cannot be applied anyway may be. */
function droppable(item: Item): Droppable | null {
  if (item.origin === "drift") return "drift";
  if (isWorse(item.effect, "costly")) return null;
  if (item.problems.length > 0) return "blocked";
  return item.effect === "costly" ? "costly" : "safe";
}

export const effectLabel = ({ effect }: Pick<Item, "effect">): Html => {
  const mark = plain(effectMark(effect, unpainted).trim());
  return isWorse(effect, "disruptive") ? safeHtml`<b>${mark}</b>` : mark;
};

function changeCell(item: Item, readers: Readers): Markdown {
  const changes = fieldChanges(item.from, item.to, unpainted).map(({ field, text }) => code(`${field}: ${text}`));
  const finishes = safe`finishes an import that was begun`;
  return join([...(changes.length > 0 ? changes : [finishes]), readBy(readers[item.address] ?? [])], "<br>");
}

function readBy(readers: readonly string[]): Markdown {
  if (readers.length === 0) return NOTHING;
  const left = readers.length - READERS_SHOWN;
  const named = join(readers.slice(0, READERS_SHOWN).map(code), ", ");
  return left > 0 ? safe`read by ${named} and ${left} more` : safe`read by ${named}`;
}

function stateText(item: Item): Markdown {
  if (item.origin === "drift") return NOTHING;
  if (lacksConsent(item)) return safe`**consent missing**`;
  if (item.problems.length > 0) return safe`**blocked**`;
  return item.consented ? safe`consented` : NOTHING;
}

const itemRow = (item: Item, readers: Readers): Row => ({
  text: () =>
    tableRow([
      effectLabel(item),
      code(shortAddress(item.address)),
      changeCell(item, readers),
      plain(formatPrice(item.price) ?? "–"),
      join([code(item.id), stateText(item)], "<br>"),
    ]),
  drop: droppable(item),
});

const HEADINGS = tableHead([safe`effect`, safe`table`, safe`change`, safe`rows`, safe`item`]);

const overview = (title: Markdown, items: readonly Item[], readers: Readers): readonly Section[] =>
  items.length === 0
    ? []
    : [{ head: join([title, HEADINGS], "\n\n"), rows: items.map((item) => itemRow(item, readers)), between: "\n" }];

const reading = { width: COLUMNS, paint: unpainted, explain: false };

function detail(item: Item): Row {
  const summary = safeHtml`${effectLabel(item)} ${codeElement(shortAddress(item.address))}: why, and what would be done`;
  const drop = droppable(item);
  return {
    text: () => folded(summary, fence(detailLines(item, reading), "text")),
    drop: drop === "safe" || drop === "costly" ? "detail" : drop,
  };
}

const details = (items: readonly Item[]): Section => ({
  head: NOTHING,
  rows: items.filter((item) => hasDetails(item, false)).map(detail),
  between: "\n\n",
});

const problemLinesOf = (problem: PlanProblem): readonly string[] => [
  `${problem.address}  ${problem.at.file}:${problem.at.line}:${problem.at.column}`,
  ...problemLines(problem, reading),
];

const problems = (plan: Plan): Section => ({
  head: NOTHING,
  rows: plan.problems.map((problem) => ({ text: () => fence(problemLinesOf(problem), "text"), drop: "blocked" })),
  between: "\n\n",
});

function notes(plan: Plan): Section {
  const lines = plan.notes.map(({ code: name, message }) => `${message} (${name})`);
  return {
    head: NOTHING,
    rows: lines.length === 0 ? [] : [always(folded(safeHtml`Notes`, fence(lines, "text")))],
    between: "\n",
  };
}

function drift(plan: Plan, readers: Readers): readonly Section[] {
  const items = dangerFirst(driftOf(plan));
  const title = safe`**Drift on ${plain(countedItems(items))}**: somebody changed PostHog by hand. Shown, and not part of this change.`;
  return overview(title, items, readers);
}

function counts(plan: Plan): Markdown {
  const { read, declared, unchanged, unmanaged } = plan.tables;
  const isChange = changesOf(plan).length > 0;
  const told = [
    plain(`${formatNumber(read)} of ${counted(declared, "declared table")} read`),
    plain(`${formatNumber(unchanged)} unchanged`),
    plain(`${formatNumber(unmanaged)} unmanaged`),
    isChange ? safe`row counts are lower bounds · digest ${code(plan.digest.slice(0, 8))}` : NOTHING,
    safe`target ${code(plan.target.name)} · project ${plan.target.project_id}`,
  ];
  return safe`<sub>${join(told, " · ")}</sub>`;
}

const NOT_APPLIED = safe`**Merged earlier, not applied.** An approval of this pull request covers them too.`;

/**
 * Everything of one plan below its verdict: danger first, one row a table, what is folded below.
 *
 * @param consents  what to do about missing ones, right below the tables
 */
export function planSections(
  plan: Plan,
  readers: Readers = NOBODY_KNOWN,
  consents: readonly Section[] = [],
): readonly Section[] {
  const items = dangerFirst(changesOf(plan));
  return [
    ...overview(
      NOTHING,
      items.filter(({ origin }) => origin === "change"),
      readers,
    ),
    ...overview(
      NOT_APPLIED,
      items.filter(({ origin }) => origin === "merged-not-applied"),
      readers,
    ),
    problems(plan),
    ...consents,
    details(items),
    ...drift(plan, readers),
    notes(plan),
    whole(counts(plan)),
  ];
}
