import { withFields } from "../config/set-fields.js";
import type { SourceText } from "../config/source-text.js";
import type { Remedy } from "../model/diagnosis.js";
import type { Advice } from "../model/health-report.js";
import { assertNever } from "../model/result.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS } from "../model/settings.js";
import type { DeclaredSettings } from "../model/settings.js";
import { unpainted } from "../report/paint.js";
import { fileDiff } from "./file-diff.js";
import { quoted } from "./invocation.js";
import type { Located } from "./located.js";

/** Beyond these a command line is no help any more. */
const MOST_NAMED = 8;

export interface Surgery {
  readonly flags: string;
  readonly texts: readonly SourceText[];
}

/** What to do about tables that share a remedy, ready to type or to commit. */
export function adviceFor(remedy: Remedy, tables: readonly Located[], surgery: Surgery): readonly Advice[] {
  const { kind } = remedy;
  switch (kind) {
    case "fix_outside":
      return [{ kind, text: remedy.what }];
    case "reload":
      return [{ kind, text: "run it once, as its schedule would", command: typed("reload", tables, surgery) }];
    case "cancel":
      return [{ kind, text: "end what runs; rows that are synced stay", command: typed("cancel", tables, surgery) }];
    case "resync":
      return [{ kind, text: remedy.what, command: typed("resync", tables, surgery) }];
    case "delete_data":
      return [{ kind, text: remedy.what, command: typed("delete-data", tables, surgery) }];
    case "change_yaml":
      return changes(remedy, tables, surgery);
    default:
      return assertNever(kind);
  }
}

function typed(command: string, tables: readonly Located[], { flags }: Surgery): string {
  const named = tables.slice(0, MOST_NAMED).map(({ address }) => quoted(address));
  const more = tables.length - named.length;
  return `warehog ${command}${flags} ${named.join(" ")}${more > 0 ? ` # and ${more} more: diagnose --json names them` : ""}`;
}

type Change = Extract<Remedy, { kind: "change_yaml" }>;

/** Tables without a file have nothing to commit to: PostHog's pages, or a pull first. */
function changes({ kind, what, set }: Change, tables: readonly Located[], surgery: Surgery): readonly Advice[] {
  const declared = tables.filter((table) => table.declared !== undefined);
  const rest = tables.filter((table) => table.declared === undefined);
  const advice: Advice[] = [];
  if (declared.length > 0 && set === null) advice.push({ kind, text: what });
  if (declared.length > 0 && set !== null) {
    const patch = patchOf(declared, set, surgery);
    advice.push({
      kind,
      text: patch === undefined ? `${what}; the YAML says so already` : what,
      ...(patch !== undefined && { patch }),
      command: `warehog plan${surgery.flags}`,
    });
  }
  if (rest.length > 0) {
    const fields = set === null ? "" : ` (${written(set)})`;
    const [first] = rest;
    const source = first === undefined ? "" : ` --source ${quoted(first.key)}`;
    advice.push({
      kind,
      text: `${what}: on the table's page in PostHog${fields}, or in the YAML once it is declared`,
      command: `warehog pull${surgery.flags}${source}`,
    });
  }
  return advice;
}

const written = (set: DeclaredSettings): string =>
  FIELDS.flatMap((field) => (set[field] === undefined ? [] : [`${field}: ${JSON.stringify(set[field])}`])).join(", ");

const says = ({ declared }: Located, set: DeclaredSettings): boolean =>
  FIELDS.every((field) => set[field] === undefined || sameValue(field, declared?.settings[field], set[field]));

/** As the files would be edited; undefined: they say so already, or are written in a way that cannot be edited. */
function patchOf(tables: readonly Located[], set: DeclaredSettings, { texts }: Surgery): readonly string[] | undefined {
  const missing = tables.filter((table) => !says(table, set));
  const diffs = texts.flatMap((source) => {
    const after = missing
      .filter(({ declared }) => declared?.at.file === source.path)
      .reduce((text, { table }) => withFields({ ...source, text }, table.name, set) ?? text, source.text);
    return after === source.text ? [] : fileDiff(source.path, source.text, after, unpainted).trimEnd().split("\n");
  });
  return diffs.length === 0 ? undefined : diffs;
}
