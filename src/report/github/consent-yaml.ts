import { consentLine } from "../../model/consent-line.js";
import { consentsNeeded } from "../../model/consents-needed.js";
import type { Item, Plan } from "../../model/plan.js";
import { codeElement, fence, folded, safeHtml } from "../markdown-text.js";
import { awaitsConsent, changesOf } from "../verdict.js";
import type { Section } from "./budget.js";

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** For the table's entry, as it would be written there by `warehog plan --write-consent`. */
const entry = (item: Item): readonly string[] => [
  `  ${PLAIN_KEY.test(item.table) ? item.table : JSON.stringify(item.table)}:`,
  `    consent: [${(consentsNeeded(item) ?? []).map((strategy) => consentLine(item.id, strategy)).join(", ")}]`,
];

const forFile = (file: string, items: readonly Item[]): Section => ({
  head: folded(
    safeHtml`<b>Consent to paste</b> into ${codeElement(file)}, to the entry of its table, with a reason that a reviewer can judge`,
    fence(["tables:", ...items.flatMap(entry)], "yaml"),
  ),
  rows: [],
  between: "\n",
});

/** The YAML that is missing, for every item that nothing else stops. */
export function consentSections(plan: Plan): readonly Section[] {
  const waiting = changesOf(plan).filter(awaitsConsent);
  const files = new Set(waiting.map(({ at }) => at.file));
  return [...files].map((file) =>
    forFile(
      file,
      waiting.filter(({ at }) => at.file === file),
    ),
  );
}
