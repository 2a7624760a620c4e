import type { SourceSelector } from "../model/desired.js";
import type { LiveSource } from "../model/live.js";
import { matchSources } from "../model/match-source.js";

/** The words that mean this source alone: type and prefix where they do, else the id. */
export function selectorOf(source: LiveSource, all: readonly LiveSource[]): SourceSelector {
  const { id, source_type, prefix } = source;
  const byType: SourceSelector = { by: "type", source_type, prefix };
  return matchSources(byType, all).length === 1 && source_type !== "" ? byType : { by: "id", id };
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** What a file of this source is called, before its ending: `shop-postgres`, `stripe`, `stripe-2`. */
export function fileStem({ source_type, prefix }: LiveSource, taken: ReadonlySet<string>): string {
  const stem = [prefix, source_type].map(slug).filter(Boolean).join("-") || "source";
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
