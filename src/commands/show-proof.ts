import { labelled, pad, widest, wrap } from "../report/layout.js";
import type { Proof, Shown, Sight } from "./proof.js";

const COLUMNS = ["when", "source", "warehouse"] as const;
const GAP = 2;

/** The proof of a finding, as `warehog explain` prints it below the finding itself. */
export function showProof({ shown, differences }: Proof, width: number): readonly string[] {
  return [
    ...differences.flatMap(({ guidance, server }) => [
      "",
      ...labelled("guidance  ", 10, guidance, width),
      ...labelled("server    ", 10, server, width),
    ]),
    ...shown.flatMap((one) => showHistory(one, width)),
    ...(shown.length === 0
      ? []
      : ["", ...wrap("1 v13: the row with id 1, as change 13 of the source left it.", width)]),
  ];
}

const showHistory = ({ change, effect, history, outcome, rows, safely }: Shown, width: number): readonly string[] => [
  "",
  ...wrap(`Proved with ${change}: ${effect}. The smallest history: ${history}. Then ${outcome}.`, width),
  "",
  ...table(rows, width),
  "",
  ...wrap(safely, width),
];

/** Side by side, or one below the other where that is wider than the terminal. */
function table(rows: readonly Sight[], width: number): readonly string[] {
  const head: Sight = { when: "when", source: "source", warehouse: "warehouse" };
  const widths = COLUMNS.map((column) => widest([head, ...rows].map((row) => row[column])));
  const whole = widths.reduce((sum, one) => sum + one, GAP * COLUMNS.length);
  if (whole <= width)
    return [head, ...rows].map((row) =>
      `  ${COLUMNS.map((column, index) => pad(row[column], widths[index] ?? 0)).join("  ")}`.trimEnd(),
    );
  return rows.flatMap(({ when, source, warehouse }) => [
    ...wrap(when, width),
    ...labelled("  source     ", 13, source, width),
    ...labelled("  warehouse  ", 13, warehouse, width),
  ]);
}
