import type { Position } from "../../model/diagnostic.js";
import { isWorse, needsConsent } from "../../model/effect.js";
import { counted } from "../../model/numbers.js";
import type { Item } from "../../model/plan.js";
import { changesOf, dangerFirst } from "../verdict.js";
import { visibleTexts } from "../visible.js";
import type { TargetReport } from "./comment.js";

/** What is shown beside a line of the YAML. Data: whoever writes it to a log escapes it for that. */
export interface Annotation {
  readonly level: "error" | "warning";
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly title: string;
  readonly message: string;
}

/** GitHub shows ten of a level and says nothing of the others. */
const SHOWN = 10;

const placed = ({ file, line, column }: Position): Pick<Annotation, "file" | "line" | "col"> => ({
  file,
  line,
  col: column,
});

/** A table that cannot be applied says why; one that can, what it would do to rows. */
function ofItem(item: Item): readonly Annotation[] {
  const at = placed(item.at);
  if (item.problems.length > 0)
    return item.problems.map(({ code, message, hint }) => ({
      level: "error",
      ...at,
      title: code,
      message: `${message}: ${hint}`,
    }));
  if (!needsConsent(item.effect)) return [];
  return item.findings
    .filter(({ effect }) => isWorse(effect, "disruptive"))
    .map(({ effect, code, message }) => ({ level: "warning", ...at, title: `${effect} (${code})`, message }));
}

function ofTarget(target: TargetReport): readonly Annotation[] {
  if (target.state === "failed")
    return (target.trouble.diagnostics ?? []).map(({ code, message, hint, ...at }) => ({
      level: "error",
      ...placed(at),
      title: code,
      message: `${message}: ${hint}`,
    }));
  if (target.state === "offline") return [];
  return [
    ...target.plan.problems.map(({ at, code, message, hint }) => ({
      level: "error" as const,
      ...placed(at),
      title: code,
      message: `${message}: ${hint}`,
    })),
    ...dangerFirst(changesOf(target.plan)).flatMap(ofItem),
  ];
}

/** The last one that is shown stands for those that are not. */
function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  const left = annotations.length - SHOWN;
  const last = annotations[SHOWN - 1];
  if (left <= 0 || last === undefined) return annotations;
  const message = `${last.message} (and ${counted(left, "more line")}: the comment and the job summary have them)`;
  return [...annotations.slice(0, SHOWN - 1), { ...last, message }];
}

/** What the reviewer sees on the lines of the YAML, the worst first, at most ten of a level. */
export function annotationsOf(given: readonly TargetReport[]): readonly Annotation[] {
  const all = visibleTexts(given).flatMap(ofTarget);
  return [
    ...limited(all.filter(({ level }) => level === "error")),
    ...limited(all.filter(({ level }) => level === "warning")),
  ];
}
