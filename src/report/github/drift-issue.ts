import { createHash } from "node:crypto";
import { counted } from "../../model/numbers.js";
import type { Item, Plan } from "../../model/plan.js";
import { problemLines } from "../details.js";
import { labelled } from "../layout.js";
import { fieldChanges } from "../field-change.js";
import { code, fence, join, NOTHING, plain, safe, tableHead, tableRow } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { shortAddress } from "../overview.js";
import { unpainted } from "../paint.js";
import { COLUMNS, effectLabel } from "../plan-sections.js";
import { changesOf, driftOf } from "../verdict.js";
import { visibleTexts } from "../visible.js";
import { cut, whole } from "./budget.js";
import type { Row, Section } from "./budget.js";
import { markerLine } from "./marker.js";
import { runFooter, shortSha, summaryLink } from "./run-footer.js";
import type { RunSource } from "./run-footer.js";

/** The live state of one target against what was applied last. */
export interface DriftReport {
  readonly plan: Plan;
  /** the commit whose declaration was carried out to the end last */
  readonly completed: string;
  /** addresses of undeclared tables that PostHog switched on by itself since */
  readonly auto_enabled: readonly string[];
  /** tables that are off after a failed run, where the YAML leaves open whether they are on */
  readonly auto_disabled: readonly { readonly address: string; readonly error: string }[];
  readonly run: RunSource;
}

export interface DriftIssue {
  /** text, not Markdown: GitHub escapes nothing in it and needs nothing escaped */
  readonly title: string;
  readonly body: string;
  /** the same for the same drift, whenever it is found; stands in the first line of the body as well */
  readonly fingerprint: string;
}

const ISSUE_BYTES = 62_000;
const reading = { width: COLUMNS, paint: unpainted };

const isSwitchedOff = ({ problems }: Item): boolean => problems.some(({ code: why }) => why === "failed-and-disabled");

const HEADINGS = tableHead([safe`table`, safe`live → declared`, safe`putting it back`]);

const itemRow = (item: Item): Row => ({
  text: () =>
    tableRow([
      code(shortAddress(item.address)),
      join(
        fieldChanges(item.from, item.to, unpainted).map(({ field, text }) => code(`${field}: ${text}`)),
        "<br>",
      ),
      effectLabel(item),
    ]),
  drop: "drift",
});

const tables = (title: Markdown, items: readonly Item[]): readonly Section[] =>
  items.length === 0 ? [] : [{ head: join([title, HEADINGS], "\n\n"), rows: items.map(itemRow), between: "\n" }];

/** Why PostHog did it, and the way back. */
const reasons = (items: readonly Item[]): Section => ({
  head: NOTHING,
  rows: items.map(({ address, problems }) => ({
    text: () =>
      fence([shortAddress(address), ...problems.flatMap((problem) => problemLines(problem, reading))], "text"),
    drop: "detail",
  })),
  between: "\n\n",
});

const leftOff = (found: DriftReport["auto_disabled"]): readonly Section[] =>
  found.length === 0
    ? []
    : [
        whole(LEFT_OFF),
        {
          head: NOTHING,
          rows: found.map(({ address, error }) => ({
            text: () => fence([shortAddress(address), ...labelled("", 2, error, COLUMNS)], "text"),
            drop: "drift",
          })),
          between: "\n\n",
        },
      ];

const addressList = (title: Markdown, addresses: readonly string[]): readonly Section[] =>
  addresses.length === 0
    ? []
    : [
        whole(title),
        {
          head: NOTHING,
          rows: addresses.map((address) => ({ text: () => safe`- ${code(shortAddress(address))}`, drop: "drift" })),
          between: "\n",
        },
      ];

const EDITED = safe`**Changed by hand in PostHog.** Put it back there, or declare it: change the YAML in a pull request.`;
const SWITCHED_OFF = safe`**Switched off by PostHog** after failed runs. Mend the cause, then bring the table back by a pull request.`;
const LEFT_OFF = safe`**Off after failed runs**, and not declared to be: PostHog switches a table off when trying again cannot help. Mend the cause, then declare \`should_sync: true\` and consent with \`strategy: enable\`, or switch it on in PostHog.`;
const SWITCHED_ON = safe`**Switched on by PostHog**, as new tables of a source that does so. Nobody declared them, and they are billed: declare them, or switch them off in PostHog.`;
const NOT_APPLIED = safe`**Merged, not applied.** Approve them with the next pull request that touches this target, or take them back.`;

/** What could not be read may have drifted too. */
const unread = ({ problems }: Plan): readonly Section[] => [
  {
    head: NOTHING,
    rows: problems.map((problem) => ({
      text: () => fence([problem.address, ...problemLines(problem, reading)], "text"),
      drop: "blocked",
    })),
    between: "\n\n",
  },
];

const isNothing = (report: DriftReport): boolean => report.plan.problems.length === 0 && differing(report).size === 0;

const differing = ({ plan, auto_enabled, auto_disabled }: DriftReport): ReadonlySet<string> =>
  new Set([...[...plan.items, ...auto_disabled].map(({ address }) => address), ...auto_enabled]);

function fingerprintOf({ plan, auto_enabled, auto_disabled }: DriftReport): string {
  const found = [
    ...plan.items.map(({ hash, origin }) => [origin, hash]),
    ...plan.problems.map(({ code: why, address }) => [why, address]),
    ...auto_enabled.map((address) => ["auto-enabled", address]),
    ...auto_disabled.map(({ address }) => ["auto-disabled", address]),
  ].map((one) => JSON.stringify(one));
  return createHash("sha256").update(JSON.stringify(found.toSorted())).digest("hex").slice(0, 16);
}

/** Titles are no Markdown, but what looks like a mention or a reference is one there too. */
const titleText = (target: string): string => target.replaceAll(/[^A-Za-z0-9._-]/g, "_");

/**
 * The issue of one target. Its first line is a hidden marker with the fingerprint.
 *
 * @returns undefined: live and declared agree, and an open issue can be closed
 */
export function renderDriftIssue(given: DriftReport): DriftIssue | undefined {
  if (isNothing(given)) return undefined;
  const report = visibleTexts(given);
  const { plan, completed, auto_enabled, auto_disabled, run } = report;
  const target = given.plan.target.name;
  const fingerprint = fingerprintOf(given);
  const drifted = driftOf(plan);
  const switchedOff = drifted.filter(isSwitchedOff);
  const edited = drifted.filter((item) => !isSwitchedOff(item));
  const told = safe`Live and declared differ on ${plain(counted(differing(report).size, "table"))} of ${code(target)}. Nothing was written.`;
  const sections: readonly Section[] = [
    whole(join([markerLine("drift", target, fingerprint), told], "\n\n")),
    ...tables(EDITED, edited),
    ...tables(SWITCHED_OFF, switchedOff),
    reasons(switchedOff),
    ...leftOff(auto_disabled),
    ...addressList(SWITCHED_ON, auto_enabled),
    ...tables(NOT_APPLIED, changesOf(plan)),
    ...unread(plan),
    whole(runFooter(safe`compared with what was applied last, ${shortSha(completed)}`, run)),
  ];
  return {
    title: `Warehog: drift in ${titleText(target)}`,
    body: cut(sections, ISSUE_BYTES, summaryLink(run)),
    fingerprint,
  };
}

/** What is said when the issue is closed. */
export const renderDriftClosed = (target: string, run: RunSource): string =>
  join([safe`Live and declared agree again on ${code(target)}.`, runFooter(NOTHING, run)], "\n\n").markdown;
