import type { DiscoveryDiff } from "../model/discovery.js";
import { isEmptyDiff } from "../model/discovery.js";
import type { Problem } from "../model/finding.js";
import { counted, formatNumber } from "../model/numbers.js";
import { hang, indent, labelled } from "./layout.js";
import type { Paint } from "./paint.js";
import { visibleTexts } from "./visible.js";

interface Changed {
  /** names that its file declares */
  readonly declared: readonly string[];
  readonly diff: DiscoveryDiff;
}

/** What stands in PostHog before a discovery that was only asked about. */
interface Listed {
  readonly tables: number;
  readonly syncing: number;
  readonly auto_sync_new_tables: boolean;
}

/** What came of one declared source. A discovery that failed may have changed something. */
export type Discovery = { readonly source: string } & (
  Changed | { readonly now: Listed } | ({ readonly failed: Problem } & Partial<Changed>)
);

const LABEL = 4;
const MOST = 20;

/** What discoveries changed, and what to type next; for people. */
export function renderDiscovery(found: readonly Discovery[], paint: Paint, width: number): string {
  const blocks = visibleTexts(found).map((source) => sourceLines(source, paint, width).join("\n"));
  return `${blocks.join("\n\n")}\n`;
}

function sourceLines(found: Discovery, paint: Paint, width: number): readonly string[] {
  const title = paint("title", found.source);
  if ("now" in found) return labelled(`${title}  `, found.source.length + 2, listedText(found.now), width);
  const changes =
    found.diff === undefined || isEmptyDiff(found.diff)
      ? []
      : changeLines(found.source, found, found.diff, paint, width);
  if ("failed" in found) {
    const { code, message, hint } = found.failed;
    return [
      `${title}  ${paint("danger", "failed")}`,
      ...indent([...hang(`${message} (${code})`, width - 2), ...hang(`→ ${hint}`, width - 2)], 2),
      ...changes,
    ];
  }
  return changes.length === 0 ? [`${title}  nothing new: PostHog lists the same tables`] : [title, ...changes];
}

const listedText = ({ tables, syncing, auto_sync_new_tables }: Listed): string =>
  `${counted(tables, "table")}, ${formatNumber(syncing)} of them syncing; new ones would ${auto_sync_new_tables ? "be synced by PostHog itself" : "be listed, switched off"}`;

function changeLines(
  source: string,
  { declared = [] }: Partial<Changed>,
  diff: DiscoveryDiff,
  paint: Paint,
  width: number,
): readonly string[] {
  const isDeclared = new Set(declared);
  const because = (name: string): string => (isDeclared.has(name) ? ", declared here" : "");
  const on = new Set(diff.auto_enabled.map(({ id }) => id));
  const rows: readonly (readonly [mark: string, text: string])[] = [
    ...diff.appeared.map(
      ({ id, name }) =>
        [paint("added", "+"), `${name}  ${on.has(id) ? SWITCHED_ON : "appeared, does not sync"}`] as const,
    ),
    ...diff.auto_enabled
      .filter(({ id }) => !diff.appeared.some((table) => table.id === id))
      .map(({ name }) => [paint("warning", "!"), `${name}  ${SWITCHED_ON}`] as const),
    ...diff.renamed.map(
      ({ before, name }) => [paint("notice", "~"), `${before} → ${name}  renamed${because(before)}`] as const,
    ),
    ...diff.switched_off.map(
      ({ name }) =>
        [
          paint("danger", "!"),
          `${name}  the source has it no more: PostHog stopped syncing it${because(name)}`,
        ] as const,
    ),
    ...diff.vanished.map(({ name }) => [paint("removed", "-"), `${name}  vanished${because(name)}`] as const),
  ];
  return [
    ...shortened(rows).flatMap(([mark, text]) => labelled(`  ${mark}`, LABEL, text, width)),
    ...next(diff, isDeclared, source, paint, width),
  ];
}

const SWITCHED_ON = "PostHog began to sync it by itself";

const shortened = <T>(rows: readonly (readonly [string, T])[]): readonly (readonly [string, T | string])[] =>
  rows.length <= MOST ? rows : [...rows.slice(0, MOST), ["", `… and ${rows.length - MOST} more (--json lists all)`]];

function next(
  { appeared, renamed, auto_enabled }: DiscoveryDiff,
  isDeclared: ReadonlySet<string>,
  source: string,
  paint: Paint,
  width: number,
): readonly string[] {
  const say = (text: string, typed: readonly string[] = []): readonly string[] => [
    ...labelled(`  ${paint("title", "next:")}`, GUTTER, text, width),
    // What is to be copied stays in one piece, however long it is.
    ...indent(typed, GUTTER),
  ];
  const edits = renamed.filter(({ before }) => isDeclared.has(before)).slice(0, MOST);
  const fresh = appeared.find(({ id }) => !auto_enabled.some((table) => table.id === id));
  return [
    ...edits.flatMap(({ before, name }) =>
      say(`in ${source}'s file, under tables:, rename the key`, [`- ${key(before)}:`, `+ ${key(name)}:`]),
    ),
    ...(auto_enabled.length > 0
      ? say(`warehog pull --source ${source} writes down how what PostHog switched on syncs`)
      : []),
    ...(fresh === undefined
      ? []
      : say(`to sync a new table, declare it under tables: in ${source}'s file`, [
          `${key(fresh.name)}: { sync_type: full_refresh }`,
        ])),
  ];
}

const GUTTER = 8;

/** As YAML takes it for a key. */
const key = (name: string): string => (/^[A-Za-z_][\w.]*$/.test(name) ? name : JSON.stringify(name));
