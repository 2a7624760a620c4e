import type { ApplyResult, ItemOutcome, OutcomeState } from "../model/outcome.js";
import { refusalOf } from "./failed-call.js";
import { fitted, wrap } from "./layout.js";
import { counted, formatNumber } from "../model/numbers.js";
import { shortAddress } from "./overview.js";
import type { Paint, Style } from "./paint.js";
import { visibleTexts } from "./visible.js";

interface Look {
  readonly symbol: string;
  readonly style: Style;
  /** what needs somebody comes first */
  readonly rank: number;
}

const STATES: Readonly<Record<OutcomeState, Look>> = {
  failed: { symbol: "✗", style: "danger", rank: 0 },
  refused: { symbol: "✗", style: "danger", rank: 1 },
  interrupted: { symbol: "■", style: "warning", rank: 2 },
  skipped: { symbol: "–", style: "warning", rank: 3 },
  started: { symbol: "…", style: "notice", rank: 4 },
  applied: { symbol: "✓", style: "good", rank: 5 },
  already: { symbol: "✓", style: "good", rank: 6 },
};
const MARK_WIDTH = 16;

export const outcomeMark = (state: OutcomeState, paint: Paint): string =>
  paint(STATES[state].style, `${STATES[state].symbol} ${state}`);

/** What a table holds after its run, as a phrase. */
function afterwards({ after, job }: ItemOutcome): string | undefined {
  const rows = after?.rows ?? job?.rows ?? null;
  return rows === null ? undefined : counted(rows, "row");
}

/** How one item ended, with everything that somebody has to do about it. */
export function outcomeRow(outcome: ItemOutcome, width: number, paint: Paint): readonly string[] {
  const told = [paint("title", shortAddress(outcome.address)), afterwards(outcome)].filter(
    (text) => text !== undefined,
  );
  const isFine = outcome.code === null;
  const code = isFine ? "" : ` ${paint("dim", `(${outcome.code})`)}`;
  const known = refusalOf(outcome);
  const message = known === undefined ? outcome.message : `${known.message}; ${outcome.message}`;
  const at = outcome.step === null ? "" : `at ${outcome.step}: `;
  const error = outcome.after?.latest_error ?? null;
  return fitted(`  ${outcomeMark(outcome.state, paint)}`, MARK_WIDTH, width, (room) => [
    ...wrap(told.join("  "), room),
    ...(isFine ? [] : wrap(`${at}${message}${code}`, room)),
    ...(known === undefined ? [] : wrap(`hint: ${known.hint}`, room)),
    ...(outcome.owed.length === 0 ? [] : wrap(paint("dim", `still owed: ${outcome.owed.join(" → ")}`), room)),
    ...(error === null ? [] : wrap(paint("dim", `the table's last error: ${error}`), room)),
  ]);
}

export function conclude({ converged, interrupted, outcomes }: ApplyResult): {
  readonly text: string;
  readonly style: Style;
} {
  if (interrupted) return { text: "stopped between two steps", style: "warning" };
  if (converged) return { text: "converged: a fresh plan holds nothing of it", style: "good" };
  if (outcomes.some(({ state }) => state === "failed" || state === "refused" || state === "skipped"))
    return { text: "not converged", style: "danger" };
  return { text: "started, not proved yet", style: "notice" };
}

/** "1 failed · 3 applied", in the order given */
export function countStates(outcomes: readonly ItemOutcome[]): string {
  const counts = new Map<OutcomeState, number>();
  for (const { state } of outcomes) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${formatNumber(count)} ${state}`).join(" · ");
}

/** What needs somebody comes first. */
export const needyFirst = (outcomes: readonly ItemOutcome[]): readonly ItemOutcome[] =>
  outcomes.toSorted((a, b) => STATES[a.state].rank - STATES[b.state].rank);

/** How an apply ended: the counts and the conclusion first, then one row a table. Ends with a line break. */
export function renderOutcomes(given: ApplyResult, width: number, paint: Paint): string {
  const result = visibleTexts(given);
  const sorted = needyFirst(result.outcomes);
  const { text, style } = conclude(result);
  return `${[
    ...wrap(`${paint("title", countStates(sorted))} → ${paint(style, text)}`, width),
    "",
    ...sorted.flatMap((outcome) => outcomeRow(outcome, width, paint)),
  ].join("\n")}\n`;
}
