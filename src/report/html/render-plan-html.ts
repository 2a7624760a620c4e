import { createHash } from "node:crypto";
import { counted, formatNumber } from "../../model/numbers.js";
import type { Plan, PlanProblem } from "../../model/plan.js";
import type { Readers } from "../../model/readers.js";
import { formatCount } from "../numbers.js";
import { changesOf, dangerFirst, driftOf, verdictOf } from "../verdict.js";
import { visibleTexts } from "../visible.js";
import { renderBars } from "./bars.js";
import { renderFilters } from "./filters.js";
import { renderProblem } from "./item-details.js";
import { renderItemsTable } from "./items-table.js";
import { code, html, name, NOTHING, verbatim } from "./markup.js";
import type { Markup } from "./markup.js";
import { SCRIPT } from "./script.js";
import { STYLE } from "./style.js";

const sha256 = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, nothing is sent, and no script or style but our own runs, whatever a name holds. */
const POLICY = [
  "default-src 'none'",
  `style-src ${sha256(STYLE)}`,
  `script-src ${sha256(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function header(plan: Plan): Markup {
  const { parts, conclusion, style } = verdictOf(plan);
  const { name: target, project_id, host } = plan.target;
  return html`<header>
    <p class="quiet">Plan of ${name(target)} · project ${project_id} · ${name(host)}</p>
    <h1>
      <span class="verdict">${parts.join(" · ")}</span>
      <span class="conclusion" data-style="${style}">→ ${conclusion}</span>
    </h1>
  </header>`;
}

const figure = (term: string, id: string, value: string): Markup =>
  html`<div>
    <dt>${term}</dt>
    <dd id="${id}">${value}</dd>
  </div> `;

function totals(plan: Plan): Markup {
  const { rows_wiped, rows_imported } = plan.totals;
  const { read, declared, unchanged, unmanaged } = plan.tables;
  return html`<dl class="totals">
    ${figure("would change", "changes", counted(changesOf(plan).length, "table"))}${figure("would be deleted", "wiped", formatCount(rows_wiped))}${figure("would be read", "imported", formatCount(rows_imported))}${figure("declared tables read", "read", `${formatNumber(read)} of ${formatNumber(declared)}`)}${figure("unchanged", "unchanged", formatNumber(unchanged))}${figure("unmanaged", "unmanaged", formatNumber(unmanaged))}
  </dl>`;
}

const planProblem = (problem: PlanProblem): Markup =>
  html`<li>
    <b>${name(problem.address)}</b>
    ${code(`${problem.at.file}:${problem.at.line}:${problem.at.column}`)}${renderProblem(problem)}
  </li> `;

const problems = (plan: Plan): Markup =>
  plan.problems.length === 0
    ? NOTHING
    : html`<section class="problems" aria-labelledby="problems">
        <h2 id="problems">✗ ${counted(plan.problems.length, "problem")} of the plan</h2>
        <ul>
          ${plan.problems.map(planProblem)}
        </ul>
      </section>`;

const notes = (plan: Plan): Markup =>
  plan.notes.length === 0
    ? NOTHING
    : html`<section aria-labelledby="notes">
        <h2 id="notes">Notes</h2>
        <ul>
          ${plan.notes.map((note) => html`<li>${note.message} <span class="quiet">(${note.code})</span></li>`)}
        </ul>
      </section>`;

function items(plan: Plan, readers: Readers): Markup {
  const shown = [...dangerFirst(changesOf(plan)), ...dangerFirst(driftOf(plan))];
  if (shown.length === 0) return NOTHING;
  return html`<section aria-labelledby="tables">
    <h2 id="tables">Tables</h2>
    ${renderFilters(shown)} ${renderItemsTable(shown, readers)}
    <p id="none" hidden>No table matches.</p>
  </section>`;
}

/** A whole plan as one page that needs no network: totals, what is read anew, and a table to search and to filter. */
export function renderPlanHtml(given: Plan, givenReaders: Readers = {}): string {
  const plan = visibleTexts(given);
  const readers = visibleTexts(givenReaders);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>Plan of ${plan.target.name}</title>
        ${verbatim("style", STYLE)}
      </head>
      <body>
        <a class="skip" href="#items">Skip to the tables</a>
        ${header(plan)}
        <main>${totals(plan)} ${problems(plan)} ${renderBars(plan.items)} ${items(plan, readers)} ${notes(plan)}</main>
        <footer class="quiet">Row counts are lower bounds. Digest ${code(plan.digest)}</footer>
        ${verbatim("script", SCRIPT)}
      </body>
    </html> `;
  return page.markup;
}
