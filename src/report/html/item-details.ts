import { isWorse } from "../../model/effect.js";
import type { Finding, Problem } from "../../model/finding.js";
import type { Item, StrategyOption } from "../../model/plan.js";
import { told } from "../details.js";
import { effectMark } from "../effect-mark.js";
import { formatPrice } from "../numbers.js";
import { unpainted } from "../paint.js";
import { stepText } from "../step-text.js";
import { code, html, name, NOTHING } from "./markup.js";
import type { Markup } from "./markup.js";

const entry = (label: string, body: Markup): Markup =>
  html`<dt>${label}</dt>
    <dd>${body}</dd> `;

const line = (label: string, text: string): Markup =>
  text === "" ? NOTHING : html`<p class="quiet">${label}: ${text}</p>`;

function reason(finding: Finding): Markup {
  const said = html`<p>${finding.message} <span class="quiet">(${finding.code})</span></p>`;
  if (!isWorse(finding.effect, "costly")) return entry("why", said);
  const { guidance, server } = finding.evidence;
  return entry(
    "why",
    html`${said}
      <p>→ ${finding.hint}</p>
      ${line("guidance", guidance)}${line("server", server)}`,
  );
}

function option({ strategy, effect, price, consequence }: StrategyOption, chosen: Item["strategy"]): Markup {
  const mine = strategy === chosen ? html` <strong>← this plan</strong>` : NOTHING;
  const cost = formatPrice(price) ?? "no row is touched";
  return html`<li><b>${strategy}</b>${mine}: ${effectMark(effect, unpainted)}, ${cost}; ${consequence}</li>`;
}

/** With one strategy there is nothing to choose. */
const choices = ({ options, strategy }: Item): Markup =>
  options.length < 2
    ? NOTHING
    : entry(
        "choose",
        html`<ul>
          ${options.map((choice) => option(choice, strategy))}
        </ul>`,
      );

/** Why it cannot be applied, and the way out. */
export const renderProblem = ({ message, hint, code: problem }: Problem): Markup =>
  html`<p>${message} <span class="quiet">(${problem})</span></p>
    <p>→ ${hint}</p>`;

/** Why an item is what it is, what there is to choose, what stops it, and what would be done. */
export function renderItemDetails(item: Item, readers: readonly string[]): Markup {
  const { file, line: row, column } = item.at;
  return html`<dl>
    ${told(item, false).map(reason)}${choices(item)}${item.notes.map(({ code: note, message }) =>
      entry("note", html`<p>${message} <span class="quiet">(${note})</span></p>`),
    )}${item.problems.map((problem) => entry("stopped", renderProblem(problem)))}${
      item.resumes === null ? NOTHING : entry("resumes", html`item ${code(item.resumes)}, begun earlier and not proved`)
    }${readers.length === 0 ? NOTHING : entry("read by", html`at least ${name(readers.join(", "))}`)}${entry(
      "steps",
      html`<ol class="steps">
        ${item.steps.map((step) => html`<li>${stepText(step)}</li> `)}
      </ol>`,
    )}${entry("declared", code(`${file}:${row}:${column}`))}${entry("item", code(item.id))}
  </dl>`;
}
