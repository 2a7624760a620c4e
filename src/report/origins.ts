import type { DesiredState, DesiredTable } from "../model/desired.js";
import { FIELDS } from "../model/settings.js";
import { formatValue } from "./field-change.js";
import { pad, widest, wrap } from "./layout.js";
import type { Paint } from "./paint.js";

const VIA_WIDTH = 10;

interface Origin {
  readonly field: string;
  readonly value: string;
  readonly via: string;
  readonly at: string;
}

const originsOf = (table: DesiredTable): readonly Origin[] =>
  FIELDS.flatMap((field) => {
    const [value, origin] = [table.settings[field], table.origins[field]];
    if (value === undefined || origin === undefined) return [];
    const at = `${origin.at.file}:${origin.at.line}:${origin.at.column}`;
    return [{ field, value: formatValue(field, value), via: origin.via, at }];
  });

/** Where each effective value was declared: the table itself, a rule, or the file's defaults. */
export function renderOrigins(desired: DesiredState, width: number, paint: Paint): readonly string[] {
  const tables = desired.sources.flatMap(({ key, tables: declared }) =>
    declared.map((table) => ({ address: `${key}/${table.name}`, origins: originsOf(table) })),
  );
  const fieldWidth = widest(tables.flatMap(({ origins }) => origins.map(({ field }) => field))) + 2;
  const lines = tables.flatMap(({ address, origins }) => [
    `  ${paint("title", address)}`,
    ...origins.flatMap(({ field, value, via, at }) =>
      wrap(`    ${pad(field, fieldWidth)}${pad(via, VIA_WIDTH)}${value}  ${paint("link", at)}`, width),
    ),
  ]);
  return [paint("title", "where each value comes from"), ...lines];
}
