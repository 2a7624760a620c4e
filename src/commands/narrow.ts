import picomatch from "picomatch";
import type { DesiredState } from "../model/desired.js";
import { meant, nearNames } from "../model/near-name.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { someOf } from "./located.js";
import type { ScopeOptions } from "./options.js";

export interface Scope {
  readonly desired: DesiredState;
  /** what was left out, told; undefined: nothing */
  readonly told: string | undefined;
}

/** Table names hold dots, and with some sources slashes: a star means any of them. */
export const matching = (globs: readonly string[] | undefined): ((name: string) => boolean) =>
  globs === undefined ? () => true : picomatch([...globs], { dot: true, bash: true });

/** What was probably meant by globs that mean nothing: `did you mean "a"? ` or nothing. */
export const meantBy = (
  { source = [], table = [] }: Pick<ScopeOptions, "source" | "table">,
  keys: readonly string[],
  names: readonly string[],
): string =>
  meant([
    ...new Set([
      ...source.flatMap((glob) => nearNames(glob, keys)),
      ...table.flatMap((glob) => nearNames(glob, names)),
    ]),
  ]);

const countTables = (desired: DesiredState): number =>
  desired.sources.reduce((count, { tables }) => count + tables.length, 0);

/** The part of the configuration that --source and --table leave. What is left out counts as not declared: it stays as it is. */
export function narrow(desired: DesiredState, options: ScopeOptions): Result<Scope, Failure> {
  const { source, table } = options;
  if (source === undefined && table === undefined) return ok({ desired, told: undefined });
  const [isSource, isTable] = [matching(source), matching(table)];
  const sources = desired.sources
    .filter(({ key }) => isSource(key))
    .map((declared) => ({ ...declared, tables: declared.tables.filter(({ name }) => isTable(name)) }))
    .filter(({ tables }) => tables.length > 0);
  const globs = [
    ...(source === undefined ? [] : [`--source ${source.join(",")}`]),
    ...(table === undefined ? [] : [`--table ${table.join(",")}`]),
  ].join(" ");
  // Tables that this run leaves out would be counted among those that nobody declared.
  const narrowed: DesiredState = { ...desired, sources, policy: { ...desired.policy, unlisted: "ignore" } };
  if (sources.length === 0) {
    const keys = desired.sources.map(({ key }) => key);
    const names = desired.sources.flatMap(({ tables }) => tables.map(({ name }) => name));
    return err({
      code: "scope-empty",
      message: `no declared table matches ${globs}`,
      hint: `${meantBy(options, keys, names)}sources are named as their files: ${someOf(keys)}`,
      exit: EXIT.usage,
    });
  }
  return ok({
    desired: narrowed,
    told: `${countTables(narrowed)} of ${countTables(desired)} declared tables (${globs})`,
  });
}
