import { consentLine } from "../model/consent-line.js";
import type { Strategy } from "../model/effect.js";
import { InvariantError } from "../model/result.js";
import { addToList } from "./add-to-list.js";
import { slotOf } from "./slots.js";
import type { Edited } from "./slots.js";
import type { SourceText } from "./source-text.js";
import { spliced } from "./splice.js";
import { compose } from "./yaml/compose.js";

export interface MissingConsent {
  readonly table: string;
  readonly id: string;
  readonly strategy: Strategy | null;
  readonly reason: string;
}

/**
 * The text with one more consent in the entry of each named table. Everything else stays byte for byte: comments, order, style.
 *
 * @throws {InvariantError} if the text does not declare a table: consents go into the file that a plan was made from
 */
export function writeConsents(source: SourceText, missing: readonly MissingConsent[]): string {
  const edited = composed(source);
  const tables = slotOf(edited.document.contents, "tables")?.node;
  const byTable = new Map<string, string[]>();
  for (const { table, id, strategy, reason } of missing) {
    byTable.set(table, [...(byTable.get(table) ?? []), consentLine(id, strategy, reason)]);
  }
  const splices = [...byTable].map(([table, items]) => {
    const entry = slotOf(tables, table);
    if (entry === undefined) throw new InvariantError(`${source.path} does not declare "${table}"`);
    return addToList(edited, entry, "consent", items);
  });
  return spliced(source.text, splices);
}

function composed({ path, text }: SourceText): Edited {
  const document = compose(text);
  if (!document.ok) throw new InvariantError(`${path} was planned from and is no YAML`);
  return { text, document: document.value };
}
