import type { LiveState } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import type { Existing } from "../pull/pulled.js";
import { undeclared } from "../pull/new-sources.js";
import { fileStem } from "../pull/selector.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { someOf } from "./located.js";
import { matching, meantBy } from "./narrow.js";
import type { PullOptions } from "./options.js";

/**
 * A glob that means nothing would find every file as it should be: in CI, for ever.
 *
 * @param isNews  the pull found something that no file says yet, so the globs mean that
 */
export function meansNothing(
  { source, table }: PullOptions,
  existing: readonly Existing[],
  { sources }: LiveState,
  isNews: boolean,
): Failure | undefined {
  if ((source ?? table) === undefined || isNews) return undefined;
  const [isSource, isTable] = [matching(source), matching(table)];
  const names = existing
    .filter(({ key }) => isSource(key))
    .flatMap(({ file }) => [
      ...file.source.tables.map(({ name }) => name),
      ...matchSources(file.source.selector, sources).flatMap(({ listed }) => listed.map(({ name }) => name)),
    ]);
  if (names.some(isTable)) return undefined;
  const keys = [
    ...existing.map(({ key }) => key),
    ...undeclared(sources, existing).map((one) => fileStem(one, new Set())),
  ];
  const tables = sources.flatMap(({ listed }) => listed.map(({ name }) => name));
  const near = meantBy({ ...(source && { source }), ...(table && { table }) }, keys, tables);
  return {
    code: "scope-empty",
    message: "no table matches --source and --table, so nothing was looked at",
    hint: `${near}sources are named as their files: ${someOf([...new Set(keys)].toSorted())}`,
    exit: EXIT.usage,
  };
}
