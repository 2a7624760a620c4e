import type { LiveSource, LiveState } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import type { Declarable } from "./declarable.js";
import type { LeftOut } from "./left-out.js";
import type { Existing } from "./pulled.js";
import { fileStem } from "./selector.js";
import { tellable } from "./tellable.js";
import type { Ways } from "./tellable.js";

/** A source that no file declares, and what a file of it would say. */
interface NewSource {
  readonly source: LiveSource;
  /** what its file is called, before its ending */
  readonly stem: string;
  readonly tables: readonly Declarable[];
  readonly leftOut: readonly LeftOut[];
}

/** Sources without a file, each under the name that its file gets: one of which there is nothing to say takes no name away. */
export function newSources(
  { sources }: Pick<LiveState, "sources">,
  existing: readonly Existing[],
  ways: Ways,
): readonly NewSource[] {
  const taken = new Set(existing.map(({ key }) => key));
  return undeclared(sources, existing).map((source) => {
    const stem = fileStem(source, taken);
    const { tables, leftOut } = tellable(source, stem, ways);
    if (tables.length > 0) taken.add(stem);
    return { source, stem, tables, leftOut };
  });
}

/**
 * The sources that have to be read for some of the names. Which of several alike gets which name shows only once they are
 * read, so these are read together.
 */
export function sourcesNamed(
  listed: readonly LiveSource[],
  existing: readonly Existing[],
  isSource: (key: string) => boolean,
): readonly LiveSource[] {
  const alike = new Map<string, LiveSource[]>();
  for (const source of undeclared(listed, existing)) {
    const stem = fileStem(source, new Set());
    alike.set(stem, [...(alike.get(stem) ?? []), source]);
  }
  const named = [...alike].filter(([stem, sources]) => {
    const most = sources.length + existing.length;
    return isSource(stem) || Array.from({ length: most }, (_, index) => `${stem}-${index + 2}`).some(isSource);
  });
  const declared = existing
    .filter(({ key }) => isSource(key))
    .flatMap(({ file }) => matchSources(file.source.selector, listed));
  return [...declared, ...named.flatMap(([, sources]) => sources)];
}

/** In the order in which they get their names. */
export function undeclared(sources: readonly LiveSource[], existing: readonly Existing[]): readonly LiveSource[] {
  const declared = new Set(
    existing.flatMap(({ file }) => matchSources(file.source.selector, sources)).map(({ id }) => id),
  );
  return sources.filter(({ id }) => !declared.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
