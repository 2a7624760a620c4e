import type { DeclaredSettings } from "../model/settings.js";
import { setEntries } from "./change-entries.js";
import { slotOf } from "./slots.js";
import type { SourceText } from "./source-text.js";
import { spliced } from "./splice.js";
import { compose } from "./yaml/compose.js";

/** The text with fields of a table given other values; undefined: it does not declare the table where it could be edited. */
export function withFields({ text }: SourceText, table: string, fields: DeclaredSettings): string | undefined {
  const document = compose(text);
  if (!document.ok) return undefined;
  const entry = slotOf(slotOf(document.value.contents, "tables")?.node, table);
  if (entry === undefined) return undefined;
  return spliced(text, setEntries({ text, document: document.value }, entry, { ...fields }));
}
