import type { ApplyOutcome } from "../../model/github/apply-record.js";
import type { ItemOutcome } from "../../model/outcome.js";
import { counted } from "../../model/numbers.js";
import { code, fence, join, NOTHING, plain, safe, tableHead, tableRow } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { shortAddress } from "../overview.js";
import { unpainted } from "../paint.js";
import { COLUMNS } from "../plan-sections.js";
import { conclude, countStates, needyFirst, outcomeMark, outcomeRow } from "../render-outcomes.js";
import { visibleTexts } from "../visible.js";
import { cut, whole } from "./budget.js";
import type { Row, Section } from "./budget.js";
import { markerLine } from "./marker.js";
import { refusalsBlock } from "./refusals.js";
import { runFooter, shortSha, summaryLink } from "./run-footer.js";
import type { RunSource } from "./run-footer.js";

/** How an apply of one target ended, as far as it concerns one pull request. */
export interface ApplyReport {
  readonly outcome: ApplyOutcome;
  /** a fresh plan holds nothing of what was approved */
  readonly converged: boolean;
  readonly interrupted: boolean;
  readonly run: RunSource;
}

const COMMENT_BYTES = 62_000;

const isDone = ({ state }: ItemOutcome): boolean => state === "applied" || state === "already";

const rowsAfter = ({ after, job }: ItemOutcome): Markdown => {
  const rows = after?.rows ?? job?.rows ?? null;
  return rows === null ? safe`–` : plain(counted(rows, "row"));
};

const outcomeCells = (outcome: ItemOutcome): Row => ({
  text: () =>
    tableRow([
      plain(outcomeMark(outcome.state, unpainted)),
      code(shortAddress(outcome.address)),
      rowsAfter(outcome),
      code(outcome.id),
    ]),
  drop: isDone(outcome) ? "done" : null,
});

/** What is not done says why, and what is owed, as at a terminal. */
const reason = (outcome: ItemOutcome): Row => ({
  text: () =>
    fence(
      outcomeRow(outcome, COLUMNS, unpainted).map((line) => line.trimEnd()),
      "text",
    ),
  drop: isDone(outcome) ? "detail" : null,
});

const isClean = ({ code: why, after }: ItemOutcome): boolean => why === null && (after?.latest_error ?? null) === null;

function headline({ outcome, converged, interrupted }: ApplyReport): Markdown {
  const { outcomes, target, refused } = outcome;
  const told = [
    ...(outcomes.length === 0 ? [] : [countStates(needyFirst(outcomes))]),
    ...(refused.length === 0 ? [] : [`${counted(refused.length, "change")} not carried out`]),
  ];
  const end =
    outcomes.length === 0 && refused.length > 0
      ? "nothing was written"
      : conclude({ outcomes, converged, interrupted }).text;
  return safe`### ${code(target)}: ${plain(`${told.length === 0 ? "nothing to apply" : told.join(" · ")} → ${end}`)}`;
}

const HEADINGS = tableHead([safe`state`, safe`table`, safe`rows now`, safe`item`]);

function refusals({ refused }: ApplyOutcome): Section {
  const all = refused.flatMap(({ address, refusals: reasons }) => reasons.map((refusal) => ({ refusal, address })));
  return whole(
    all.length === 0 ? NOTHING : safe`**Not carried out**, and nothing of it was written:\n\n${refusalsBlock(all)}`,
  );
}

/** What a later run takes up by itself, so that nobody merges again to get it done. */
function standing({ standing: approved, owed }: ApplyOutcome): Section {
  const told = [
    approved.length === 0
      ? NOTHING
      : safe`${plain(counted(approved.length, "change"))} approved and not applied yet: the next run takes up what is left, under the same approval.`,
    owed.length === 0
      ? NOTHING
      : safe`**${plain(counted(owed.length, "change"))} begun and not proved**: the next run finishes what is owed before anything else.`,
  ];
  return whole(join(told, "\n\n"));
}

/** The comment that follows the merge, one a target: what needs somebody comes first. Its first line is a hidden marker. */
export function renderResultComment(given: ApplyReport): string {
  const report = visibleTexts(given);
  const { outcome, run } = report;
  const outcomes = needyFirst(outcome.outcomes);
  const sections: readonly Section[] = [
    whole(join([markerLine("result", given.outcome.target), headline(report)], "\n\n")),
    refusals(outcome),
    ...(outcomes.length === 0 ? [] : [{ head: HEADINGS, rows: outcomes.map(outcomeCells), between: "\n" as const }]),
    { head: NOTHING, rows: outcomes.filter((one) => !isClean(one)).map(reason), between: "\n\n" },
    standing(outcome),
    whole(runFooter(safe`apply of ${shortSha(outcome.commit)}`, run)),
  ];
  return cut(sections, COMMENT_BYTES, summaryLink(run));
}
