import type { Item } from "../../model/plan.js";
import { assertNever } from "../../model/result.js";
import { fieldDiffs } from "../field-change.js";
import type { DiffPart, FieldDiff } from "../field-change.js";
import { html, name } from "./markup.js";
import type { Markup } from "./markup.js";

/** An arrow, a plus and a minus say it where neither colour nor the stroke of a deletion is seen. */
function part({ kind, text }: DiffPart): Markup {
  switch (kind) {
    case "was":
      return html`<del>${name(text)}</del> <span class="to">→</span> `;
    case "is":
      return html`<ins>${name(text)}</ins>`;
    case "kept":
      return html`<span class="kept">${name(text)}</span> `;
    case "removed":
      return html`<del class="element">−${name(text)}</del> `;
    case "added":
      return html`<ins class="element">+${name(text)}</ins> `;
    default:
      return assertNever(kind);
  }
}

const field = (diff: FieldDiff): Markup => html`<li><code>${diff.field}</code> ${diff.parts.map(part)}</li>`;

/** What an item changes, a line a field; one without field changes finishes what an earlier run began. */
export function renderDiffs({ from, to }: Pick<Item, "from" | "to">): Markup {
  const diffs = fieldDiffs(from, to);
  return diffs.length === 0
    ? html`<span>finishes an import that was begun</span>`
    : html`<ul class="diffs">
        ${diffs.map(field)}
      </ul>`;
}
