import type { LiveSource } from "../model/live.js";
import type { PullCode } from "./codes.js";
import type { LeftOut } from "./left-out.js";
import { merge } from "./merge.js";
import { untouched } from "./pulled.js";
import type { Existing, Pull } from "./pulled.js";
import { tellable } from "./tellable.js";
import type { Ways } from "./tellable.js";

interface Found extends Ways {
  readonly file: Existing;
  /** the sources that its selector means */
  readonly matches: readonly LiveSource[];
  /** the file that declares the same source already */
  readonly earlier: string | undefined;
}

/** A file that is there, brought up to the source that it declares. An entry is never deleted: what it lacks is named. */
export function existingSource({ file, matches, earlier, ...ways }: Found): Pull {
  const [source] = matches;
  const alone = (code: PullCode, message: string): Pull => ({
    files: [untouched(file)],
    leftOut: [{ code, address: file.text.path, message }],
  });
  if (source === undefined)
    return alone(
      "source-not-found",
      "no source that the key sees is the one of this file: correct its selector, or delete the file",
    );
  if (matches.length > 1)
    return alone("source-ambiguous", `${matches.length} sources are meant by its selector: name the source by id`);
  if (earlier !== undefined)
    return alone("source-ambiguous", `${earlier} declares the same source: keep one of the two`);

  const declared = new Set(file.file.source.tables.map(({ name }) => name));
  const { tables, leftOut } = tellable(source, file.key, ways, declared);
  const merged = merge(file.text, file.file, tables);
  if (merged === undefined)
    return alone(
      "not-editable",
      "it is written in a way that cannot be edited in place: change it by hand, warehog plan says what differs",
    );
  const stillSaid = new Set(merged.contradicted.map(([table]) => `${file.key}/${table}`));
  return {
    files: [
      {
        ...untouched(file),
        text: merged.text,
        changed: merged.changed,
        added: merged.added,
        declares: { live: source, names: [...declared, ...merged.added] },
      },
    ],
    leftOut: [
      ...leftOut.filter(({ address }) => !stillSaid.has(address)),
      ...merged.contradicted.map(([table, fields]): LeftOut => ({
        code: "not-declarable",
        address: `${file.key}/${table}`,
        message: `defaults or a rule say ${fields.join(", ")} of it, and PostHog holds what no entry can say`,
      })),
      ...vanished(file, source, ways.isTable),
    ],
  };
}

function vanished(
  { key, file }: Existing,
  { tables, listed }: LiveSource,
  isTable: Ways["isTable"],
): readonly LeftOut[] {
  if (tables === undefined) return [];
  const there = new Set([...tables, ...listed].map(({ name }) => name));
  return file.source.tables
    .filter(({ name }) => !there.has(name) && isTable(name))
    .map(({ name }) => ({
      code: "not-discovered",
      address: `${key}/${name}`,
      message: "the source has no such table any more; its entry stays: delete it if the table is gone for good",
    }));
}
