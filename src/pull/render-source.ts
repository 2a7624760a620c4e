import { tableGlob } from "../config/layers.js";
import type { SharedLayer } from "../config/layers.js";
import { flowText } from "../config/flow-text.js";
import type { SourceSelector } from "../model/desired.js";
import type { Field } from "../model/settings.js";
import type { Declarable } from "./declarable.js";
import { entryLines, fieldLines } from "./entry-text.js";
import { lifted } from "./lift.js";
import type { Lifted } from "./lift.js";
import { ownSettings } from "./own-settings.js";
import { remarkOn } from "./remark.js";

export interface NewSource {
  readonly selector: SourceSelector;
  /** in the order in which they shall stand */
  readonly tables: readonly Declarable[];
  /** fields whose absence is worth a line of the defaults */
  readonly restIsNone: ReadonlySet<Field>;
  /** for editors */
  readonly schema: string;
}

const NOTHING: Lifted = { defaults: {}, rules: [] };

/** The file of a source that no file declares yet. */
export function renderSource(source: NewSource): string {
  const shared = lifted(source.tables, source.restIsNone);
  return withShared(source, shared) ?? withShared(source, NOTHING) ?? "";
}

function withShared({ selector, tables, schema }: NewSource, shared: Lifted): string | undefined {
  const layers = layersOf(shared);
  const entries: string[] = [];
  for (const table of tables) {
    const own = ownSettings(table, layers);
    if (own.contradicted.length > 0) return undefined;
    entries.push(...entryLines(table.name, own.settings, remarkOn(table)));
  }
  return `${[
    `# yaml-language-server: $schema=${schema}`,
    "# Written by `warehog pull`: how the tables of this source sync today. A table says only what neither defaults nor",
    "# rules say of it: defaults hold what more than half of the tables share, and a rule what more than half of those",
    "# share whose names begin alike. What is not written here, Warehog leaves alone.",
    "version: 1",
    `source: ${flowText(written(selector))}`,
    ...section(
      "defaults",
      fieldLines(shared.defaults).flatMap(explained),
      "for every table here whose type takes them",
    ),
    ...section(
      "rules",
      shared.rules.flatMap(ruleLines),
      "for the tables that match, with ! for all others; a later rule wins",
    ),
    "",
    "tables:",
    ...indented(entries),
  ].join("\n")}\n`;
}

const layersOf = ({ defaults, rules }: Lifted): readonly SharedLayer[] => [
  { settings: defaults, origins: {}, appliesTo: () => true },
  ...rules.map(({ tables, set }) => ({ settings: set, origins: {}, appliesTo: tableGlob(tables) })),
];

const written = (selector: SourceSelector) =>
  selector.by === "id" ? { id: selector.id } : { source_type: selector.source_type, prefix: selector.prefix };

const section = (key: string, lines: readonly string[], what: string): readonly string[] =>
  lines.length === 0 ? [] : ["", `${key}: # ${what}`, ...indented(lines)];

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** `null` says little to whoever has not read the schema. */
const MEANING: Readonly<Record<string, string>> = {
  "incremental_field_lookback_seconds: null": "nothing is read twice",
  "sync_time_of_day: null": "PostHog spreads the runs",
  "full_refresh_interval_days: null": "no scheduled full refresh",
  "full_refresh_time_of_day: null": "any",
  "enabled_columns: null": "all",
  "row_filters: null": "all rows",
  "api_version: null": "that of the source",
};

const explained = (line: string): string => {
  const meaning = MEANING[line];
  return meaning === undefined ? line : `${line} # ${meaning}`;
};

function ruleLines({ tables, set }: Lifted["rules"][number]): readonly string[] {
  const lines = fieldLines(set);
  if (lines.length === 1) return [`- { tables: ${JSON.stringify(tables)}, set: ${flowText(set)} }`];
  return [`- tables: ${JSON.stringify(tables)}`, "  set:", ...lines.map((line) => `    ${line}`)];
}
