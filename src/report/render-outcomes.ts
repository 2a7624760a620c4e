import type { ApplyResult, ItemOutcome, OutcomeState } from "../model/outcome.js";
import { beside, pad, wrap } from "./layout.js";
import { counted, formatNumber } from "./numbers.js";
import { shortAddress } from "./overview.js";
import type { Paint, Style } from "./paint.js";
import { visibleTexts } from "./visible.js";

/** How each end of an item looks; the order is that of the report: what needs somebody first. */
const STATES: Readonly<Record<OutcomeState, { readonly symbol: string; readonly style: Style }>> = {
  failed: { symbol: "✗", style: "danger" },
  refused: { symbol: "✗", style: "danger" },
  interrupted: { symbol: "■", style: "warning" },
  skipped: { symbol: "–", style: "warning" },
  started: { symbol: "…", style: "notice" },
  applied: { symbol: "✓", style: "good" },
  already: { symbol: "✓", style: "good" },
};
const ORDER = Object.keys(STATES) as readonly OutcomeState[];
const MARK_WIDTH = 16;

export const outcomeMark = (state: OutcomeState, paint: Paint): string =>
  paint(STATES[state].style, `${STATES[state].symbol} ${state}`);

/** What a table holds after its run, as a phrase. */
function afterwards({ after, job }: ItemOutcome): string | undefined {
  const rows = after?.rows ?? job?.rows ?? null;
  return rows === null ? undefined : counted(rows, "row");
}

function outcomeRow(outcome: ItemOutcome, width: number, paint: Paint): readonly string[] {
  const told = [paint("title", shortAddress(outcome.address)), afterwards(outcome)].filter(
    (text) => text !== undefined,
  );
  const isFine = outcome.code === null;
  const code = isFine ? "" : ` ${paint("dim", `(${outcome.code})`)}`;
  const at = outcome.step === null ? "" : `at ${outcome.step}: `;
  const error = outcome.after?.latest_error ?? null;
  const room = width - MARK_WIDTH;
  const lines = [
    ...wrap(told.join("  "), room),
    ...(isFine ? [] : wrap(`${at}${outcome.message}${code}`, room)),
    ...(outcome.owed.length === 0 ? [] : wrap(paint("dim", `still owed: ${outcome.owed.join(" → ")}`), room)),
    ...(error === null ? [] : wrap(paint("dim", `the table's last error: ${error}`), room)),
  ];
  return beside(`  ${pad(outcomeMark(outcome.state, paint), MARK_WIDTH - 2)}`, MARK_WIDTH, lines);
}

function conclude({ converged, interrupted, outcomes }: ApplyResult): { readonly text: string; readonly style: Style } {
  if (interrupted) return { text: "stopped between two steps", style: "warning" };
  if (converged) return { text: "converged: a fresh plan holds nothing of it", style: "good" };
  if (outcomes.some(({ state }) => state === "failed" || state === "refused" || state === "skipped"))
    return { text: "not converged", style: "danger" };
  return { text: "started, not proved yet", style: "notice" };
}

/** How an apply ended: the counts and the conclusion first, then one row a table. Ends with a line break. */
export function renderOutcomes(given: ApplyResult, width: number, paint: Paint): string {
  const result = visibleTexts(given);
  const counts = ORDER.flatMap((state) => {
    const count = result.outcomes.filter((outcome) => outcome.state === state).length;
    return count === 0 ? [] : [`${formatNumber(count)} ${state}`];
  });
  const { text, style } = conclude(result);
  const sorted = result.outcomes.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return `${[
    ...wrap(`${paint("title", counts.join(" · "))} → ${paint(style, text)}`, width),
    "",
    ...sorted.flatMap((outcome) => outcomeRow(outcome, width, paint)),
  ].join("\n")}\n`;
}
