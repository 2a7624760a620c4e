import type { Suggestion } from "../../adapters/github/suggestions.js";
import { writeConsents } from "../../config/write-consent.js";
import { consentsNeeded } from "../../model/consents-needed.js";
import type { Item, Plan } from "../../model/plan.js";
import { changedLines } from "../../report/github/changed-lines.js";
import { renderSuggestion } from "../../report/github/suggestion.js";
import { awaitsConsent, changesOf } from "../../report/verdict.js";
import { consentReason } from "../consent-reason.js";
import type { PullScene } from "./pull-scene.js";
import type { World } from "./world.js";

/** Missing consents, each as the lines that the author would write into the entry of its table. */
export async function consentSuggestions(
  { git }: Pick<World, "git">,
  { head, merge }: Pick<PullScene, "head" | "merge">,
  plans: readonly Plan[],
): Promise<readonly Suggestion[]> {
  const waiting = plans.flatMap(changesOf).filter(awaitsConsent);
  const suggestions: Suggestion[] = [];
  for (const file of new Set(waiting.map(({ at }) => at.file))) {
    const [own, planned] = [await git.read(head, file), await git.read(merge, file)];
    // Where the base has changed the file too, its lines stand elsewhere at the head.
    if (!own.ok || !planned.ok || own.value.text !== planned.value.text) continue;
    const items = waiting.filter(({ at }) => at.file === file);
    for (const table of new Set(items.map((item) => item.table))) {
      const missing = items.filter((item) => item.table === table).flatMap(missingOf);
      if (missing.length === 0) continue;
      const { lines, after } = changedLines(own.value.text, writeConsents(own.value, missing));
      const body = renderSuggestion(after);
      if (body !== undefined) suggestions.push({ path: file, lines, body });
    }
  }
  return suggestions;
}

const missingOf = (item: Item) =>
  (consentsNeeded(item, undefined) ?? []).map((strategy) => ({
    table: item.table,
    id: item.id,
    strategy,
    reason: consentReason(item, strategy),
  }));
