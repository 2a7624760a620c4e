import validateSource from "../generated/source.js";
import type { DesiredSource, DesiredTable, FieldOrigin, SourceSelector } from "../model/desired.js";
import type { Diagnostic } from "../model/diagnostic.js";
import { isField } from "../model/settings.js";
import type { DeclaredSettings, Field } from "../model/settings.js";
import { SOURCE_SHAPE } from "./shape.js";
import { effective, tableGlob } from "./layers.js";
import type { Layer, SharedLayer } from "./layers.js";
import { linesOf } from "./lines.js";
import type { Lines } from "./lines.js";
import { inOrder, toDiagnostic, toDiagnostics } from "./mistake.js";
import type { Parsed } from "./parsed.js";
import type { SourceText } from "./source-text.js";
import { checkText } from "./validate.js";
import { isSource } from "./written.js";
import type { WrittenSource, WrittenTable } from "./written.js";
import { spotAt } from "./yaml/tree.js";
import type { Path, YamlTree } from "./yaml/tree.js";

/** One source as its file declares it, before it has a key among the others. */
export interface SourceFile {
  readonly path: string;
  readonly source: Omit<DesiredSource, "key">;
  /** what the file would say of a table that it does not declare yet */
  readonly shared: readonly SharedLayer[];
  readonly lines: Lines;
}

/** @returns beside diagnostics, the source with the tables that are right by themselves, if it is clear which source it is */
export function parseSource({ path, text }: SourceText): Parsed<SourceFile> {
  const lines = linesOf({ path, text });
  const checked = checkText(text, validateSource, SOURCE_SHAPE);
  const { tree, mistakes, refused } = checked;
  const found = toDiagnostics(lines, mistakes);
  if (tree === undefined || !isSource(tree.root, checked)) return { value: undefined, diagnostics: inOrder(found) };

  const file: ReadFile = { tree, lines, refused };
  const { source, cdc, webhook } = tree.root;
  // With a wrong layer it is not known what a table would be in the end, so nothing is said of it.
  const layered = !isWrong(file, "defaults") && !isWrong(file, "rules");
  const shared = layered ? sharedLayers(file, tree.root) : [];
  const { tables, diagnostics } = tablesOf(file, tree.root, shared);
  const value: SourceFile = {
    path,
    lines,
    shared,
    source: {
      selector: selectorOf(source),
      tables,
      ...(cdc === undefined || isWrong(file, "cdc") ? {} : cdcOf(cdc)),
      ...(webhook === undefined || isWrong(file, "webhook") ? {} : { webhook: { inputs: {}, ...webhook } }),
      thresholds: isWrong(file, "consent") ? [] : withPlaces(file, tree.root.consent, ["consent"]),
      at: positionOf(file, ["source"]),
    },
  };
  return { value, diagnostics: inOrder([...found, ...(layered ? diagnostics : [])]) };
}

interface ReadFile {
  readonly tree: YamlTree;
  readonly lines: Lines;
  readonly refused: readonly Path[];
}

const positionOf = ({ tree, lines }: ReadFile, path: Path) => lines.positionAt(spotAt(tree, path).key);
const isWrong = ({ refused }: ReadFile, part: string) => refused.some(([first]) => first === part);

const withPlaces = <T extends object>(file: ReadFile, items: readonly T[] = [], path: Path) =>
  items.map((item, index) => ({ ...item, at: positionOf(file, [...path, String(index)]) }));

function selectorOf(written: WrittenSource["source"]): SourceSelector {
  if ("id" in written) return { by: "id", id: written.id.toLowerCase() };
  return { by: "type", source_type: written.source_type, prefix: written.prefix ?? "" };
}

const cdcOf = ({ enabled, ...cdc }: NonNullable<WrittenSource["cdc"]>) => ({
  cdc,
  ...(enabled === undefined ? {} : { cdcEnabled: enabled }),
});

interface ReadTables {
  readonly tables: readonly DesiredTable[];
  readonly diagnostics: readonly Diagnostic[];
}

function tablesOf(file: ReadFile, written: WrittenSource, shared: readonly SharedLayer[]): ReadTables {
  const wrongTables = new Set(file.refused.map(([part, name]) => (part === "tables" ? name : undefined)));
  // One default or rule can be wrong for many tables: that is one mistake.
  const diagnostics = new Map<string, Diagnostic>();
  const tables = Object.entries(written.tables).flatMap(([name, entry]): readonly DesiredTable[] => {
    if (wrongTables.has(name)) return [];
    const { protect = false, consent, ...own } = entry ?? {};
    const { settings, origins, contradictions } = effective(name, shared, {
      settings: normalised(own),
      origins: originsOf(file, entry, "table"),
    });
    for (const { explanation, at } of contradictions) {
      const place = `${explanation.code} ${at.line} ${at.column}`;
      if (!diagnostics.has(place)) diagnostics.set(place, toDiagnostic(file.lines, at, explanation));
    }
    const path = ["tables", name];
    const places = { consent: withPlaces(file, consent, [...path, "consent"]), at: positionOf(file, path) };
    return [{ name, settings, origins, protect, ...places }];
  });
  return { tables, diagnostics: [...diagnostics.values()] };
}

function sharedLayers(file: ReadFile, { defaults = {}, rules = [] }: WrittenSource): readonly SharedLayer[] {
  const layer = (settings: DeclaredSettings, via: FieldOrigin["via"]): Layer => ({
    settings: normalised(settings),
    origins: originsOf(file, settings, via),
  });
  return [
    { ...layer(defaults, "defaults"), appliesTo: () => true },
    ...rules.map(({ tables, set }) => ({ ...layer(set, "rule"), appliesTo: tableGlob(tables) })),
  ];
}

function originsOf({ tree, lines }: ReadFile, written: WrittenTable | null, via: FieldOrigin["via"]): Layer["origins"] {
  const origins: { [F in Field]?: FieldOrigin } = {};
  for (const [name, { key }] of written === null ? [] : (tree.spots.get(written) ?? []))
    if (isField(name)) origins[name] = { via, at: lines.positionAt(key) };
  return origins;
}

/** The server keeps seconds; people leave them out. */
function normalised(settings: DeclaredSettings): DeclaredSettings {
  const { sync_time_of_day: sync, full_refresh_time_of_day: refresh } = settings;
  if (sync === undefined && refresh === undefined) return settings;
  return {
    ...settings,
    ...(sync === undefined ? {} : { sync_time_of_day: withSeconds(sync) }),
    ...(refresh === undefined ? {} : { full_refresh_time_of_day: withSeconds(refresh) }),
  };
}

const withSeconds = (time: string | null): string | null => (time?.length === "HH:MM".length ? `${time}:00` : time);
