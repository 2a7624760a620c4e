import { DIAGNOSTIC_CODES } from "../config/codes.js";
import { didYouMean } from "../planner/near-name.js";
import { NOTES } from "../planner/notes.js";
import { PLAN_PROBLEMS, PROBLEMS } from "../planner/problems/all.js";
import { RULES } from "../planner/rules/all.js";
import { FAILED_CALLS } from "../report/failed-call.js";
import { wrap } from "../report/layout.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { OutputOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";

type Kind = "finding" | "problem" | "note" | "mistake in a file" | "plan" | "failed call";

interface Explanation {
  readonly code: string;
  readonly kind: Kind;
  readonly about: string;
}

const listed = (kind: Kind, codes: Readonly<Record<string, string>>): readonly Explanation[] =>
  Object.entries(codes).map(([code, about]) => ({ code, kind, about }));

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What can be wrong with a plan that was made earlier. */
const PLAN_CODES = {
  "plan-version":
    "The plan was written by a Warehog whose plans or rules differ, so its approval covers nothing here. Plan again, and approve the new digest.",
  "plan-invalid": "The file is no plan, or only a part of one. Write it again with `warehog plan --out plan.json`.",
  "plan-edited":
    "The plan does not match its own digest: it was changed after it was written, so nobody approved what it says. Plan again; changes belong into the YAML.",
  "plan-changed":
    "The table is no longer as it was when the plan was approved, and what was approved does not cover what would happen now. Nothing was written to it. Plan again, and review the new plan.",
  "plan-for-another-target":
    "The plan was made for another project than the one that the project file names. Choose its target with --target, or plan again.",
} as const;

const EXPLANATIONS: readonly Explanation[] = [
  ...RULES.map(({ code, about }) => ({ code, kind: "finding" as const, about })),
  ...PROBLEMS.map(({ code, about }) => ({ code, kind: "problem" as const, about })),
  ...listed("problem", PLAN_PROBLEMS),
  ...listed("note", NOTES),
  ...listed("mistake in a file", DIAGNOSTIC_CODES),
  ...listed("plan", PLAN_CODES),
  ...[...FAILED_CALLS].map(([code, { message, hint }]) => ({
    code,
    kind: "failed call" as const,
    about: `${sentence(message)} ${sentence(hint)}`,
  })),
];

/** Says what a code means, why it matters, and the way out. */
export async function explain(context: Context, options: OutputOptions & { readonly code: string }): Promise<ExitCode> {
  const found = EXPLANATIONS.filter(({ code }) => code === options.code);
  if (found.length === 0)
    return report(context, options, {
      code: "code-unknown",
      message: `no rule, problem, note or mistake has the code "${options.code}"`,
      hint: `${didYouMean(options.code, new Set(EXPLANATIONS.map(({ code }) => code)))}a code stands in brackets behind its message`,
      exit: EXIT.usage,
    });
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ version: 1, explanations: found }, null, 2)}\n`);
    return EXIT.done;
  }
  const paint = paintFor(context.stdout, context, options);
  const blocks = found.map(({ code, kind, about }) =>
    [`${paint("title", code)}  ${paint("dim", kind)}`, ...wrap(about, Math.min(100, widthOf(context.stdout)))].join(
      "\n",
    ),
  );
  context.stdout.write(`${blocks.join("\n\n")}\n`);
  return EXIT.done;
}
