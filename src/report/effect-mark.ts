import type { Effect } from "../model/effect.js";
import type { Paint, Style } from "./paint.js";

interface Mark {
  readonly symbol: string;
  readonly style: Style;
}

/** The fuller the shape the worse the effect, so that a list can be read without colour. */
const MARKS: Readonly<Record<Effect, Mark>> = {
  none: { symbol: " ", style: "dim" },
  safe: { symbol: "○", style: "good" },
  costly: { symbol: "●", style: "notice" },
  disruptive: { symbol: "◆", style: "warning" },
  gap: { symbol: "▲", style: "warning" },
  wipe: { symbol: "✗", style: "danger" },
  loss: { symbol: "✗", style: "danger" },
  unknown: { symbol: "?", style: "danger" },
};

export const effectMark = (effect: Effect, paint: Paint): string =>
  paint(MARKS[effect].style, `${MARKS[effect].symbol} ${effect}`);
