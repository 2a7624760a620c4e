import { needsConsent } from "../../model/effect.js";
import { formatNumber } from "../../model/numbers.js";
import type { Item } from "../../model/plan.js";
import type { Readers } from "../../model/readers.js";
import { effectMark } from "../effect-mark.js";
import { shortAddress } from "../overview.js";
import { unpainted } from "../paint.js";
import { lacksConsent } from "../verdict.js";
import { renderDiffs } from "./diffs.js";
import { renderItemDetails } from "./item-details.js";
import { html, name } from "./markup.js";
import type { Markup } from "./markup.js";

/** What a row can be filtered by beside its effect, in the order of the choices. */
export const STATES = ["consent missing", "blocked", "consented", "drift"] as const;
type State = (typeof STATES)[number];

export function stateOf(item: Item): State | undefined {
  if (item.origin === "drift") return "drift";
  if (lacksConsent(item)) return "consent missing";
  if (item.problems.length > 0) return "blocked";
  return needsConsent(item.effect) ? "consented" : undefined;
}

/** A browser lays out a group when it comes near the screen, so that a plan of thousands opens at once. */
const GROUP = 50;

/** The roles say again what the elements are, because rows that are laid out as cards lose them in some browsers. */
const COLUMNS = ["effect", "table", "change", "rows deleted", "rows to read", "state"] as const;

const rows = (count: number | null): string => (count === null ? "unknown" : count === 0 ? "–" : formatNumber(count));

function stateText(item: Item): Markup {
  const state = stateOf(item);
  const words = [
    ...(state === undefined ? [] : [html`<span>${state === "drift" ? "drift, never carried out" : state}</span> `]),
    ...(item.price.recurring ? [html`<span>at every due run</span> `] : []),
    ...(item.origin === "merged-not-applied" ? [html`<span class="quiet">merged earlier, not applied</span>`] : []),
  ];
  return html`${words}`;
}

function row(item: Item, readers: Readers): Markup {
  const { rows_wiped, rows_imported } = item.price;
  return html`<tr role="row" data-effect="${item.effect}" data-state="${stateOf(item) ?? ""}">
    <td role="cell" class="effect">${effectMark(item.effect, unpainted)}</td>
    <th role="rowheader" scope="row">${name(shortAddress(item.address))}</th>
    <td role="cell" class="change">${renderDiffs(item)}</td>
    <td role="cell" class="rows" data-label="deleted">${rows(rows_wiped)}</td>
    <td role="cell" class="rows" data-label="to read">${rows(rows_imported)}</td>
    <td role="cell" class="state">${stateText(item)}</td>
    <td role="cell" class="more">
      <details>
        <summary>why, and what would be done</summary>
        ${renderItemDetails(item, readers[item.address] ?? [])}
      </details>
    </td>
  </tr> `;
}

const groups = (items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / GROUP) }, (_, index) =>
    items.slice(index * GROUP, (index + 1) * GROUP),
  );

/** One row a table; what it takes to understand one stands folded below it. */
export const renderItemsTable = (items: readonly Item[], readers: Readers): Markup =>
  html`<table role="table" id="items" tabindex="-1" aria-label="Tables that differ">
    <thead role="rowgroup">
      <tr role="row">
        ${COLUMNS.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
        <th role="columnheader" scope="col"><span class="unseen">details</span></th>
      </tr>
    </thead>
    ${groups(items).map(
      (group) =>
        html`<tbody role="rowgroup">
          ${group.map((item) => row(item, readers))}
        </tbody> `,
    )}
  </table>`;
