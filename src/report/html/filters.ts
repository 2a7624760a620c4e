import { EFFECTS } from "../../model/effect.js";
import { formatNumber } from "../../model/numbers.js";
import type { Item } from "../../model/plan.js";
import { effectMark } from "../effect-mark.js";
import { unpainted } from "../paint.js";
import { stateOf, STATES } from "./items-table.js";
import { html } from "./markup.js";
import type { Markup } from "./markup.js";

const choice = (kind: "effect" | "state", value: string, label: string, count: number): Markup =>
  html`<label data-${kind}="${value}"
    ><input type="checkbox" name="${kind}" value="${value}" /> ${label}
    <span class="count">${formatNumber(count)}</span></label
  > `;

/** Worst first, as in the table. What no row has is not offered. */
function choices(items: readonly Item[]): { readonly effects: readonly Markup[]; readonly states: readonly Markup[] } {
  const effects = EFFECTS.toReversed().flatMap((effect) => {
    const count = items.filter((item) => item.effect === effect).length;
    return count === 0 ? [] : [choice("effect", effect, effectMark(effect, unpainted), count)];
  });
  const states = STATES.flatMap((state) => {
    const count = items.filter((item) => stateOf(item) === state).length;
    return count === 0 ? [] : [choice("state", state, state, count)];
  });
  return { effects, states };
}

/** Of no use without the script, which shows it. */
export function renderFilters(items: readonly Item[]): Markup {
  const { effects, states } = choices(items);
  const byState = html`<fieldset>
    <legend>State</legend>
    ${states}
  </fieldset>`;
  return html`<form id="filters" role="search" aria-label="Filter the tables" hidden>
      <p class="search">
        <label for="search">Search</label>
        <input
          type="search"
          id="search"
          placeholder="name, field, value, reason"
          autocomplete="off"
          spellcheck="false"
          aria-keyshortcuts="/"
          aria-controls="items"
        />
        <kbd title="press / to search">/</kbd>
      </p>
      <fieldset>
        <legend>Effect</legend>
        ${effects}
      </fieldset>
      ${states.length === 0 ? html`` : byState}
      <p class="result">
        <output id="shown" role="status" for="search"
          >${formatNumber(items.length)} of ${formatNumber(items.length)} shown</output
        >
        <button type="reset">show all</button>
      </p>
    </form>
    <noscript><p class="quiet">Search and filters need JavaScript; everything else is here without it.</p></noscript>`;
}
