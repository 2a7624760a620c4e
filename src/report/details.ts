import { EFFECTS, isWorse } from "../model/effect.js";
import type { Finding, Problem } from "../model/finding.js";
import type { Item, StrategyOption } from "../model/plan.js";
import type { Readers } from "../model/readers.js";
import { effectMark } from "./effect-mark.js";
import { beside, indent, labelled, pad, widest, wrap } from "./layout.js";
import { formatPrice } from "./numbers.js";
import { shortAddress } from "./overview.js";
import type { Paint } from "./paint.js";
import { stepText } from "./step-text.js";

const LABEL_WIDTH = 10;
const INDENT = 4;

interface Look {
  readonly width: number;
  readonly paint: Paint;
  /** every finding with its evidence, harmless ones too */
  readonly explain: boolean;
  /** saved queries by address, where they were asked for */
  readonly readers?: Readers;
}

/** What harms no row says all there is to say in its row of the overview. */
export const hasDetails = (item: Item, explain: boolean): boolean =>
  explain || isWorse(item.effect, "costly") || item.problems.length > 0 || item.notes.length > 0;

const block = (label: string, text: string, { width, paint }: Look): readonly string[] =>
  labelled(paint("dim", label), LABEL_WIDTH, text, width);

/** The worst first. What harms nobody is left out beside what does. */
export function told({ findings, effect }: Item, explain: boolean): readonly Finding[] {
  const shown = findings.filter((finding) => explain || effect === "safe" || isWorse(finding.effect, "safe"));
  return shown.toSorted((a, b) => EFFECTS.indexOf(b.effect) - EFFECTS.indexOf(a.effect));
}

function reason(finding: Finding, look: Look): readonly string[] {
  const { paint } = look;
  const lines = block("why", `${finding.message} ${paint("dim", `(${finding.code})`)}`, look);
  if (!look.explain && !isWorse(finding.effect, "costly")) return lines;
  const { guidance, server } = finding.evidence;
  return [
    ...lines,
    ...block("", `→ ${finding.hint}`, look),
    ...(guidance === "" ? [] : block("guidance", paint("dim", guidance), look)),
    ...(server === "" ? [] : block("server", paint("dim", server), look)),
  ];
}

function option(choice: StrategyOption, chosen: boolean, nameWidth: number, look: Look): readonly string[] {
  const { paint, width } = look;
  const price = formatPrice(choice.price) ?? "no row is touched";
  const rest = chosen ? paint("good", " ← this plan") : `: ${choice.consequence}`;
  const text = `${effectMark(choice.effect, paint)}, ${price}${rest}`;
  return labelled(pad(paint("title", choice.strategy), nameWidth), nameWidth, text, width - LABEL_WIDTH);
}

function strategies(item: Item, look: Look): readonly string[] {
  if (item.options.length < 2) return [];
  const nameWidth = widest(item.options.map(({ strategy }) => strategy)) + 2;
  const lines = item.options.flatMap((choice) => option(choice, choice.strategy === item.strategy, nameWidth, look));
  return beside(look.paint("dim", "choose"), LABEL_WIDTH, lines);
}

export function problemLines(problem: Problem, look: Pick<Look, "width" | "paint">): readonly string[] {
  const { paint, width } = look;
  const label = paint("danger", "stopped");
  return [
    ...labelled(label, LABEL_WIDTH, `${problem.message} ${paint("dim", `(${problem.code})`)}`, width),
    ...labelled("", LABEL_WIDTH, `→ ${problem.hint}`, width),
  ];
}

function heading(item: Item, { paint, width }: Look): readonly string[] {
  const left = `${effectMark(item.effect, paint)}  ${paint("title", shortAddress(item.address))}  `;
  const right = `  item ${item.id}`;
  const room = width - widest([left]) - right.length;
  return room < 2 ? wrap(left + paint("dim", right.trim()), width) : [left + paint("dim", "─".repeat(room) + right)];
}

const readBy = (names: readonly string[] | undefined, look: Look): readonly string[] =>
  names === undefined ? [] : block("read by", `at least ${names.join(", ")}`, look);

/** Why one change is what it is, what there is to choose, what stops it, and what would be done. */
export function detailLines(item: Item, look: Look): readonly string[] {
  const declared = `${item.at.file}:${item.at.line}:${item.at.column}`;
  return [
    ...told(item, look.explain).flatMap((finding) => reason(finding, look)),
    ...strategies(item, look),
    ...item.notes.flatMap(({ code, message }) => block("note", `${message} (${code})`, look)),
    ...item.problems.flatMap((problem) => problemLines(problem, look)),
    ...(item.resumes === null ? [] : block("resumes", `item ${item.resumes}, begun earlier and not proved`, look)),
    ...readBy(look.readers?.[item.address], look),
    ...block("steps", look.paint("dim", item.steps.map(stepText).join(" → ")), look),
    ...block("declared", look.paint("link", declared), look),
  ];
}

/** The same under a heading. */
export const renderDetails = (item: Item, look: Look): readonly string[] => [
  ...heading(item, look),
  ...indent(detailLines(item, { ...look, width: look.width - INDENT }), INDENT),
];
