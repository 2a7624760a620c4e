import type { DesiredState } from "../model/desired.js";
import type { AutoDisabled } from "../model/drift.js";
import type { LiveState } from "../model/live.js";
import { masked } from "../model/mask.js";
import { matchSources } from "../model/match-source.js";
import { failedAndOff } from "./failure.js";

/** Tables that nobody declared and that sync, of declared sources that switch new tables on by themselves. */
export const autoEnabled = (live: LiveState, { sources, target }: DesiredState): readonly string[] =>
  sources.flatMap(({ key, selector, tables }) => {
    const declared = new Set(tables.map(({ name }) => name));
    return matchSources(selector, live.sources)
      .filter(({ auto_sync_new_schemas }) => auto_sync_new_schemas)
      .flatMap(({ listed }) => listed.filter(({ name, should_sync }) => should_sync && !declared.has(name)))
      .map(({ name }) => `${target.name}/${key}/${name}`);
  });

/** Declared tables that PostHog switched off after failed runs, where no item shows it: the YAML does not say that they are on. */
export const autoDisabled = (live: LiveState, { sources, target }: DesiredState): readonly AutoDisabled[] =>
  sources.flatMap(({ key, selector, tables }) => {
    const open = new Set(tables.flatMap(({ name, settings }) => (settings.should_sync === undefined ? [name] : [])));
    return matchSources(selector, live.sources)
      .flatMap((source) => source.tables ?? [])
      .filter((table) => open.has(table.name) && failedAndOff({ before: table.settings, live: table }))
      .map(({ name, latest_error }) => ({
        address: `${target.name}/${key}/${name}`,
        error: masked(latest_error ?? ""),
      }));
  });
