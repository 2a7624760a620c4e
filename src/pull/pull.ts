import type { LiveSource, LiveState } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import { declarableWith } from "./declarable.js";
import type { Declarable } from "./declarable.js";
import { existingSource } from "./existing-source.js";
import type { LeftOut } from "./left-out.js";
import { newSources } from "./new-sources.js";
import { noneWorthSaying } from "./none-worth-saying.js";
import { untouched } from "./pulled.js";
import type { Existing, Pull } from "./pulled.js";
import { placeOf } from "./place.js";
import { renderSource } from "./render-source.js";
import { selectorOf } from "./selector.js";

export interface PullInput {
  readonly live: LiveState;
  readonly existing: readonly Existing[];
  /** which sources, by key, and which tables are looked at */
  readonly isSource: (key: string) => boolean;
  readonly isTable: (name: string) => boolean;
  /** the target's patterns: the file of a new source has to be found by one */
  readonly patterns: readonly string[];
  /** for editors: where the schema of these files stands */
  readonly schema: string;
}

/** Live state → files: those that are there, brought up to it, and a new one for each source that none of them declares. */
export function pull(input: PullInput): Pull {
  const { live, existing, isSource, isTable } = input;
  const toDeclarable = declarableWith(live.server);
  const declared = new Map<string, string>();
  const results = existing.map((file) => {
    const matches = matchSources(file.file.source.selector, live.sources);
    const earlier = matches.map(({ id }) => declared.get(id)).find(Boolean);
    for (const { id } of matches) declared.set(id, file.text.path);
    if (!isSource(file.key)) return { files: [untouched(file)], leftOut: [] };
    return existingSource({ file, matches, earlier, isTable, toDeclarable });
  });

  for (const { source, stem, tables, leftOut } of newSources(live, existing, { isTable, toDeclarable }))
    if (isSource(stem)) results.push(newSource(input, source, stem, tables, leftOut));
  return { files: results.flatMap(({ files }) => files), leftOut: results.flatMap(({ leftOut }) => leftOut) };
}

function newSource(
  { live, patterns, schema }: PullInput,
  source: LiveSource,
  stem: string,
  tables: readonly Declarable[],
  leftOut: readonly LeftOut[],
): Pull {
  if (tables.length === 0) return { files: [], leftOut };
  const path = placeOf(patterns, stem);
  if (path === undefined) return { files: [], leftOut: [...leftOut, withoutPlace(stem)] };
  const text = renderSource({
    selector: selectorOf(source, live.sources),
    tables,
    restIsNone: noneWorthSaying(source, tables),
    schema,
  });
  const added = tables.map(({ name }) => name);
  return {
    files: [{ path, before: undefined, text, changed: [], added, declares: { live: source, names: added } }],
    leftOut,
  };
}

const withoutPlace = (stem: string): LeftOut => ({
  code: "no-place",
  address: stem,
  message: "the target's sources name single files, and none is for it: add a pattern such as warehouse/*.yaml",
});
