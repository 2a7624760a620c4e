import { counted, formatNumber } from "../../model/numbers.js";
import type { Item } from "../../model/plan.js";
import { shortAddress } from "../overview.js";
import { html, name, NOTHING } from "./markup.js";
import type { Markup } from "./markup.js";

/** More bars than these make a picture nobody reads; what is left is counted. */
const SHOWN = 15;
const UNKNOWN_SHOWN = 3;

interface Bar {
  readonly table: string;
  /** null: nobody knows */
  readonly rows: number | null;
  readonly kind: "again" | "first";
}

const isRead = ({ origin, price }: Item): boolean => origin !== "drift" && price.rows_imported !== 0;

const barOf = ({ address, price }: Item): Bar => ({
  table: shortAddress(address),
  rows: price.rows_imported,
  kind: price.rows_wiped === 0 ? "first" : "again",
});

const known = ({ price }: Item): number => price.rows_imported ?? 0;

const WORDS: Readonly<Record<Bar["kind"], string>> = { again: "deleted and read again", first: "read" };

/** A width in percent, never so small that a bar with rows looks like none. The policy of the page takes no inline styles. */
const width = (count: number, most: number): string => `${Math.max(0.4, (100 * count) / most).toFixed(1)}%`;

const line = (label: Markup, picture: Markup, rows: Markup): Markup =>
  html`<tr>
    <th scope="row">${label}</th>
    <td class="bar">${picture}</td>
    <td class="rows">${rows}</td>
  </tr> `;

function bar({ table, rows, kind }: Bar, most: number): Markup {
  const picture =
    rows === null
      ? html`<rect class="unknown" x="0" y="1" width="100%" height="12" />`
      : html`<rect class="${kind}" y="1" width="${width(rows, most)}" height="12" />`;
  const number = rows === null ? "unknown" : formatNumber(rows);
  return line(
    name(table),
    html`<svg height="14" width="100%" aria-hidden="true">${picture}</svg>`,
    html`${number} <span class="quiet">${WORDS[kind]}</span>`,
  );
}

/** In words alone: a bar for many tables would make those of single ones too small to compare. */
const others = (items: readonly Item[]): Markup =>
  line(
    html`${counted(items.length, "other table")}`,
    NOTHING,
    html`${formatNumber(items.reduce((total, item) => total + known(item), 0))} <span class="quiet">in all</span>`,
  );

const untold = (items: readonly Item[]): Markup =>
  line(html`${counted(items.length, "table")} of unknown size`, NOTHING, html`unknown`);

/** The greatest first, then those whose size nobody knows: any of them may be the greatest of all. */
function lines(items: readonly Item[]): readonly Markup[] {
  const sorted = items.filter(({ price }) => price.rows_imported !== null).toSorted((a, b) => known(b) - known(a));
  const unknown = items.filter(({ price }) => price.rows_imported === null);
  const [shown, left] = [sorted.slice(0, SHOWN), sorted.slice(SHOWN)];
  const most = Math.max(1, ...shown.map(known));
  const drawn = (item: Item): Markup => bar(barOf(item), most);
  return [
    ...shown.map(drawn),
    ...(left.length === 0 ? [] : [others(left)]),
    ...(unknown.length > UNKNOWN_SHOWN ? [untold(unknown)] : unknown.map(drawn)),
  ];
}

/** Which tables are read anew. */
export function renderBars(items: readonly Item[]): Markup {
  const read = items.filter(isRead);
  if (read.length === 0) return NOTHING;
  return html`<section aria-labelledby="bars">
    <h2 id="bars">Rows to read, by table</h2>
    <table class="bars">
      <thead class="unseen">
        <tr>
          <th scope="col">table</th>
          <th scope="col">picture</th>
          <th scope="col">rows</th>
        </tr>
      </thead>
      <tbody>
        ${lines(read)}
      </tbody>
    </table>
  </section>`;
}
