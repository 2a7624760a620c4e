import { isWorse } from "../model/effect.js";
import type { Finding, Problem } from "../model/finding.js";
import type { Item, Plan } from "../model/plan.js";
import { fieldChanges } from "./field-change.js";
import { markdownCode, markdownText } from "./markdown-text.js";
import { counted } from "../model/numbers.js";
import { formatPrice } from "./numbers.js";
import { shortAddress } from "./overview.js";
import { unpainted } from "./paint.js";
import { stepText } from "./step-text.js";
import { changesOf, dangerFirst, driftOf, lacksConsent, verdictOf } from "./verdict.js";
import { visibleTexts } from "./visible.js";

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function overview(items: readonly Item[]): string {
  const rows = items.map((item) => [
    isWorse(item.effect, "disruptive") ? `**${item.effect}**` : item.effect,
    markdownCode(shortAddress(item.address)),
    fieldChanges(item.from, item.to, unpainted)
      .map(({ field, text }) => `${markdownText(field)} ${markdownText(text)}`)
      .join("<br>"),
    formatPrice(item.price) ?? "",
    lacksConsent(item) ? "consent missing" : item.problems.length > 0 ? "blocked" : markdownCode(item.id),
  ]);
  return table(["effect", "table", "change", "rows", "item"], rows);
}

const because = ({ code, message, hint }: Finding | Problem): string =>
  `- ${markdownText(message)} (${markdownCode(code)})<br>→ ${markdownText(hint)}`;

function details(item: Item): string {
  const options = item.options.map((option) => {
    const chosen = option.strategy === item.strategy ? " ← this plan" : "";
    const price = formatPrice(option.price) ?? "no row is touched";
    return `- ${markdownCode(option.strategy)}: ${option.effect}, ${price}. ${markdownText(option.consequence)}${chosen}`;
  });
  const notes = item.notes.map(({ code, message }) => `- note: ${markdownText(message)} (${markdownCode(code)})`);
  return [
    `**${item.effect}** ${markdownCode(shortAddress(item.address))}`,
    [...item.findings, ...item.problems].map(because).join("\n"),
    options.length < 2 ? "" : `Strategies:\n\n${options.join("\n")}`,
    notes.join("\n"),
    `Steps: ${markdownText(item.steps.map(stepText).join(" → "))}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The plan for a comment or a summary: the same order as at a terminal, safe against whatever names hold. Ends with a line break. */
export function renderPlanMarkdown(given: Plan): string {
  const plan = visibleTexts(given);
  const items = dangerFirst(changesOf(plan));
  const drifted = dangerFirst(driftOf(plan));
  const { parts, conclusion } = verdictOf(plan);
  const { read, declared, unchanged, unmanaged } = plan.tables;
  const sections = [
    `### ${parts.join(" · ")} → ${conclusion}`,
    items.length === 0 ? "" : overview(items),
    ...items.filter((item) => isWorse(item.effect, "costly") || item.problems.length > 0).map(details),
    plan.problems
      .map(
        (problem) =>
          `- ${markdownCode(problem.address)}: ${markdownText(problem.message)} (${markdownCode(problem.code)})<br>→ ${markdownText(problem.hint)}`,
      )
      .join("\n"),
    drifted.length === 0 ? "" : `Drift, shown and never carried out:\n\n${overview(drifted)}`,
    plan.notes.map(({ code, message }) => `- note: ${markdownText(message)} (${markdownCode(code)})`).join("\n"),
    `${read} of ${counted(declared, "declared table")} read · ${unchanged} unchanged · ${unmanaged} unmanaged · target ${markdownCode(plan.target.name)}, project ${plan.target.project_id} · digest ${markdownCode(plan.digest)}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}
