/**
 * Every meaning has a word or a mark; colour repeats it. On a narrow screen a row becomes a card. Groups of rows are laid out when
 * they come near the screen (content-visibility), and all of them on paper.
 */
export const STYLE = `
:root {
  --paper: #fff; --raised: #f6f7f9; --ink: #1b1f24; --quiet: #57606a; --line: #d8dee4; --link: #0550ae;
  --good: #1a6b34; --notice: #0550ae; --warning: #8a5200; --danger: #b3202a;
  --del: #ffebe9; --ins: #e3f6e8; --bar: #b3202a; --bar-first: #5b8def;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --raised: #1d2128; --ink: #e6e9ee; --quiet: #a0a8b4; --line: #333a44; --link: #82b4ff;
    --good: #6fd08c; --notice: #82b4ff; --warning: #f0b25a; --danger: #ff8a85;
    --del: #4a1f22; --ins: #163a24; --bar: #e5655f; --bar-first: #5b8def;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 84rem; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 3rem;
  background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
code, kbd { font: 0.875em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
p, ul, ol, dl, dd { margin: 0; }
ul, ol { padding-left: 1.2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0.25rem 0 0; text-wrap: balance; }
h2 { font-size: 1.0625rem; margin: 2rem 0 0.6rem; }
.quiet { color: var(--quiet); font-weight: normal; }
.unseen, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { display: inline-block; margin-bottom: 0.5rem; color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
#items:focus { outline: none; }
[hidden] { display: none !important; }
[data-style="good"] { color: var(--good); }
[data-style="warning"] { color: var(--warning); }
[data-style="danger"] { color: var(--danger); }
.conclusion { white-space: normal; }

.totals { display: grid; grid-template-columns: 1fr 1.8fr 1.8fr 1.2fr 0.8fr 0.8fr; gap: 1px; margin-top: 1.25rem; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; background: var(--line); }
.totals div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0.6rem 0.9rem; background: var(--raised); }
.totals dt { color: var(--quiet); font-size: 0.8125rem; }
.totals dd { font-size: 1.0625rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.problems { margin-top: 1.25rem; padding: 0.1rem 1rem 0.9rem; border: 1px solid var(--danger); border-left-width: 6px; border-radius: 8px; }
.problems h2 { margin-top: 0.7rem; color: var(--danger); }
.problems li { margin-top: 0.4rem; }

.bars { width: 100%; border-collapse: collapse; table-layout: fixed; }
.bars th { width: 30%; padding: 0.15rem 1rem 0.15rem 0; text-align: left; font-weight: normal; }
.bars .rows { width: 17rem; padding: 0.15rem 0 0.15rem 1rem; font-variant-numeric: tabular-nums; }
.bars svg { display: block; border-left: 1px solid var(--quiet); }
.bars .again { fill: var(--bar); }
.bars .first { fill: var(--bar-first); }
.bars .unknown { fill: none; stroke: var(--quiet); stroke-dasharray: 4 4; }

#filters { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; position: sticky; top: 0; z-index: 1; padding: 0.6rem 0; background: var(--paper); border-bottom: 1px solid var(--line); }
#filters fieldset { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; margin: 0; padding: 0; border: 0; min-width: 0; }
#filters legend { float: left; padding: 0; margin-right: 0.2rem; color: var(--quiet); }
.search { display: flex; gap: 0.5rem; align-items: center; flex: 1 1 16rem; }
.search label { color: var(--quiet); }
.search input { flex: 1; min-width: 0; padding: 0.35rem 0.6rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 6px; }
::placeholder { color: var(--quiet); opacity: 1; }
kbd { padding: 0 0.4rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 4px; }
#filters fieldset label { display: inline-flex; gap: 0.35rem; align-items: center; padding: 0.1rem 0.6rem 0.1rem 0.45rem; border: 1px solid var(--line); border-radius: 99px; cursor: pointer; white-space: nowrap; }
#filters label:has(:checked) { border-color: var(--ink); background: var(--raised); font-weight: 600; }
#filters input[type="checkbox"] { margin: 0; accent-color: var(--link); }
.count { color: var(--quiet); font-weight: normal; font-variant-numeric: tabular-nums; }
.result { display: flex; gap: 0.75rem; align-items: center; margin-left: auto; white-space: nowrap; font-variant-numeric: tabular-nums; }
button { padding: 0.2rem 0.7rem; font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--quiet); border-radius: 6px; cursor: pointer; }
#none { padding: 2rem 0; text-align: center; color: var(--quiet); }

#items, #items thead, #items tbody { display: block; }
#items tbody { content-visibility: auto; contain-intrinsic-size: auto 3600px; }
#items tr { display: grid; grid-template-columns: 7.5rem minmax(0, 5fr) minmax(0, 6fr) 7.5rem 7.5rem minmax(0, 9.5rem); column-gap: 1rem; padding: 0.55rem 0.25rem; border-bottom: 1px solid var(--line); }
#items th, #items td { padding: 0; text-align: left; font-weight: normal; min-width: 0; }
#items thead th { color: var(--quiet); font-size: 0.8125rem; }
#items thead th:last-child { position: absolute; }
#items thead th:nth-child(4), #items thead th:nth-child(5), #items .rows { text-align: right; }
#items tbody th { font-weight: 600; }
.effect { font-weight: 600; white-space: nowrap; }
[data-effect="safe"] .effect, label[data-effect="safe"] { color: var(--good); }
[data-effect="costly"] .effect, label[data-effect="costly"] { color: var(--notice); }
:is([data-effect="disruptive"], [data-effect="gap"]) .effect, label:is([data-effect="disruptive"], [data-effect="gap"]) { color: var(--warning); }
:is([data-effect="wipe"], [data-effect="loss"], [data-effect="unknown"]) .effect, label:is([data-effect="wipe"], [data-effect="loss"], [data-effect="unknown"]) { color: var(--danger); }
:is([data-state="blocked"], [data-state="consent missing"]) .state span:first-child { color: var(--danger); font-weight: 600; }
[data-state="consented"] .state span:first-child { color: var(--good); }
.state span + span { display: block; }
#items .rows { font-variant-numeric: tabular-nums; }
.diffs { padding: 0; list-style: none; }
.diffs li + li { margin-top: 0.15rem; }
.diffs code { color: var(--quiet); }
del { padding: 0 0.2rem; border-radius: 3px; background: var(--del); text-decoration: line-through 1px; }
del.element { text-decoration: none; }
ins { padding: 0 0.2rem; border-radius: 3px; background: var(--ins); text-decoration: none; }
.to, .kept { color: var(--quiet); }
#items .more { grid-column: 2 / -1; }
summary { width: fit-content; color: var(--quiet); font-size: 0.8125rem; cursor: pointer; }
summary:hover { color: var(--ink); text-decoration: underline; }
.more dl { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0.45rem 1rem; margin: 0.4rem 0 0.5rem; padding: 0.7rem 0.9rem; background: var(--raised); border-radius: 8px; }
.more dt { color: var(--quiet); }
.more ul { padding: 0; list-style: none; }
.steps { display: flex; flex-wrap: wrap; gap: 0 0.4rem; padding: 0; list-style: none; }
.steps li:not(:last-child)::after { content: " →"; color: var(--quiet); }
footer { margin-top: 2.5rem; padding-top: 0.75rem; border-top: 1px solid var(--line); font-size: 0.8125rem; }

@media (max-width: 56rem) {
  .totals { grid-template-columns: 1fr 1fr; }
  #filters { position: static; }
  .result { margin-left: 0; }
  .bars, .bars tbody { display: block; }
  .bars tbody tr { display: grid; padding: 0.3rem 0; }
  .bars th, .bars .rows { width: auto; padding: 0; }
  #items thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  #items tbody { contain-intrinsic-size: auto 6500px; }
  #items tr { grid-template-columns: minmax(0, 1fr) auto; gap: 0.15rem 1rem; padding: 0.8rem 0; }
  #items .effect { grid-row: 1; }
  #items .state { grid-row: 1; grid-column: 2; text-align: right; }
  #items tbody th, #items .change, #items .more { grid-column: 1 / -1; }
  #items .rows { display: flex; gap: 0.4rem; text-align: left; }
  #items .rows::before { content: attr(data-label); color: var(--quiet); }
  #items tr:not([hidden]) .rows { white-space: nowrap; }
}
@media (max-width: 34rem) {
  body { padding-top: 1rem; }
  h1 { font-size: 1.25rem; }
  kbd { display: none; }
  #filters fieldset label { padding-block: 0.25rem; }
  .more dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
  .more dd { margin-bottom: 0.45rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; }
  #filters, .skip { display: none; }
  #items tbody { content-visibility: visible; }
  #items tr { break-inside: avoid; }
  details:not([open]) { display: none; }
  del, ins, svg { print-color-adjust: exact; }
}
`;
