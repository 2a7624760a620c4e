import { DIAGNOSTIC_CODES } from "../config/codes.js";
import { CAUSES } from "../diagnose/causes/all.js";
import { NOTES } from "../planner/notes.js";
import { PLAN_PROBLEMS, PROBLEMS } from "../planner/problems/all.js";
import { SOURCE_RULES } from "../planner/source/all.js";
import { PULL_CODES } from "../pull/codes.js";
import { RULES } from "../planner/rules/all.js";
import { FAILED_CALLS } from "../report/failed-call.js";
import { ACTION_CODES } from "./action-codes.js";
import { CALL_CODES, COMMAND_CODES, OUTCOME_CODES, PLAN_CODES } from "./codes.js";
import { RECOVERY_CODES } from "./recovery-codes.js";
import { DRIFT_CODES } from "./operating-codes.js";
import { REFUSAL_CODES } from "./refusal-codes.js";
import { SOURCE_CODES } from "./source-codes.js";

type Kind =
  | "finding"
  | "problem"
  | "note"
  | "mistake in a file"
  | "plan"
  | "pull"
  | "outcome"
  | "failed call"
  | "command"
  | "action"
  | "refusal"
  | "cause"
  | "recovery";

interface Explanation {
  readonly code: string;
  readonly kind: Kind;
  readonly about: string;
}

const listed = (kind: Kind, codes: Readonly<Record<string, string>>): readonly Explanation[] =>
  Object.entries(codes).map(([code, about]) => ({ code, kind, about }));

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Every code that a command or the action can print. One that means something in two places stands here twice. */
export const EXPLANATIONS: readonly Explanation[] = [
  ...[...RULES, ...SOURCE_RULES].map(({ code, about }) => ({ code, kind: "finding" as const, about })),
  ...PROBLEMS.map(({ code, about }) => ({ code, kind: "problem" as const, about })),
  ...listed("problem", PLAN_PROBLEMS),
  ...listed("note", NOTES),
  ...listed("mistake in a file", DIAGNOSTIC_CODES),
  ...listed("plan", PLAN_CODES),
  ...listed("pull", PULL_CODES),
  ...listed("outcome", OUTCOME_CODES),
  ...listed("failed call", CALL_CODES),
  ...[...FAILED_CALLS].map(([code, { message, hint }]) => ({
    code,
    kind: "failed call" as const,
    about: `${sentence(message)} ${sentence(hint)}`,
  })),
  ...listed("command", COMMAND_CODES),
  ...listed("command", DRIFT_CODES),
  ...listed("command", SOURCE_CODES),
  ...listed("action", ACTION_CODES),
  ...listed("refusal", REFUSAL_CODES),
  ...CAUSES.map(({ code, about }) => ({ code, kind: "cause" as const, about })),
  ...listed("recovery", RECOVERY_CODES),
];
