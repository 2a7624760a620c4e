import type { DesiredSource, DesiredState, DesiredTable, SourceSelector } from "../model/desired.js";

export interface Declared {
  readonly address: string;
  readonly table: DesiredTable;
  readonly source: DesiredSource;
}

const selectorText = (selector: SourceSelector): string =>
  selector.by === "id" ? `id ${selector.id}` : `type ${selector.source_type} ${selector.prefix}`;

/** By what a table is in the source, not by the file that declares it: a renamed file changes nothing. */
export function tablesOf(state: DesiredState | undefined): ReadonlyMap<string, Declared> {
  if (state === undefined) return new Map();
  return new Map(
    state.sources.flatMap((source) =>
      source.tables.map((table) => [
        JSON.stringify([selectorText(source.selector), table.name]),
        { address: `${state.target.name}/${source.key}/${table.name}`, table, source },
      ]),
    ),
  );
}

/** By what a source is in the project, not by its file. */
export const sourcesOf = (
  state: DesiredState | undefined,
): ReadonlyMap<string, { readonly address: string; readonly source: DesiredSource }> =>
  new Map(
    (state?.sources ?? []).map((source) => [
      selectorText(source.selector),
      { address: `${state?.target.name ?? ""}/${source.key}`, source },
    ]),
  );
