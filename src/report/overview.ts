import type { Item } from "../model/plan.js";
import { needsConsent } from "../model/effect.js";
import { effectMark } from "./effect-mark.js";
import { fieldChanges } from "./field-change.js";
import { beside, fitted, hang, indent, pad, padStart, widest, wrap } from "./layout.js";
import { formatNumber } from "../model/numbers.js";
import { formatPrice } from "./numbers.js";
import type { Paint } from "./paint.js";
import { lacksConsent } from "./verdict.js";

/** From here on rows have columns of their own; below, they stand under the change. */
const WIDE = 110;
const MARK_WIDTH = 16;
const ROWS_WIDTH = 15;
const GAP = 2;

/** The target is in the heading; a row names source and table. */
export const shortAddress = (address: string): string => address.slice(address.indexOf("/") + 1);

function stateOf(item: Item, paint: Paint): string {
  if (item.origin === "drift") return "";
  if (lacksConsent(item)) return paint("danger", "consent missing");
  if (item.problems.length > 0) return paint("danger", "blocked");
  return needsConsent(item.effect) ? paint("good", "consented") : "";
}

/** An item without field changes finishes what an earlier run began. */
function changeTexts(item: Item, paint: Paint): readonly string[] {
  const texts = fieldChanges(item.from, item.to, paint).map(({ field, text }) => `${field} ${text}`);
  return texts.length > 0 ? texts : ["finishes an import that was begun"];
}

const joined = (texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined && text !== "").join(" · ");

const mark = (item: Item, paint: Paint): string => `  ${effectMark(item.effect, paint)}`;

/** One change that costs nothing: most rows of most plans. */
const isBrief = (item: Item, paint: Paint): boolean =>
  changeTexts(item, paint).length === 1 && formatPrice(item.price) === undefined && stateOf(item, paint) === "";

/** One line where that is enough; otherwise the changes and what they cost stand under the table's name. */
function narrowRow(item: Item, addressWidth: number, width: number, paint: Paint): readonly string[] {
  const room = width - MARK_WIDTH;
  const address = paint("title", shortAddress(item.address));
  const texts = changeTexts(item, paint);
  const oneLine = `${pad(address, addressWidth)}${texts.join("")}`;
  if (isBrief(item, paint) && widest([oneLine]) <= room) return beside(mark(item, paint), MARK_WIDTH, [oneLine]);
  const told = joined([formatPrice(item.price), stateOf(item, paint)]);
  return fitted(mark(item, paint), MARK_WIDTH, width, (left) => [
    ...wrap(address, left),
    ...indent(
      [...texts.flatMap((text) => hang(text, left - GAP)), ...(told === "" ? [] : wrap(told, left - GAP))],
      GAP,
    ),
  ]);
}

const rowsCell = (count: number | null, paint: Paint): string =>
  count === 0
    ? paint("dim", padStart("–", ROWS_WIDTH))
    : padStart(count === null ? "unknown" : formatNumber(count), ROWS_WIDTH);

/** What a table is called, what changes and whether it may, and two columns of rows. */
function wideRow(item: Item, addressWidth: number, width: number, paint: Paint): readonly string[] {
  const changeWidth = width - MARK_WIDTH - addressWidth - 2 * ROWS_WIDTH;
  const { rows_wiped, rows_imported, recurring } = item.price;
  const state = joined([recurring ? "at every due run" : "", stateOf(item, paint)]);
  const [first = "", ...rest] = changeTexts(item, paint).flatMap((text) => hang(text, changeWidth - GAP));
  const cells = `${rowsCell(rows_wiped, paint)}${rowsCell(rows_imported, paint)}`;
  const right = [pad(first, changeWidth) + cells, ...rest, ...(state === "" ? [] : wrap(state, changeWidth))];
  const address = shortAddress(item.address);
  return beside(
    mark(item, paint),
    MARK_WIDTH,
    widest([address]) < addressWidth
      ? beside(paint("title", address), addressWidth, right)
      : [...wrap(paint("title", address), width - MARK_WIDTH), ...indent(right, addressWidth)],
  );
}

function wideHeading(addressWidth: number, width: number, paint: Paint): string {
  const left = pad(`${" ".repeat(MARK_WIDTH)}${pad("table", addressWidth)}change`, width - 2 * ROWS_WIDTH);
  return paint("dim", `${left}${padStart("rows deleted", ROWS_WIDTH)}${padStart("rows to read", ROWS_WIDTH)}`);
}

const addressesOf = (items: readonly Item[]): number => widest(items.map(({ address }) => shortAddress(address))) + GAP;

/** One row a table. */
export function renderOverview(items: readonly Item[], width: number, paint: Paint): readonly string[] {
  if (items.length === 0) return [];
  if (width < WIDE) {
    const briefWidth = addressesOf(items.filter((item) => isBrief(item, paint)));
    return items.flatMap((item) => narrowRow(item, briefWidth, width, paint));
  }
  const addressWidth = Math.min(addressesOf(items), Math.floor((width - MARK_WIDTH - 2 * ROWS_WIDTH) / 2));
  return [
    wideHeading(addressWidth, width, paint),
    ...items.flatMap((item) => wideRow(item, addressWidth, width, paint)),
  ];
}
