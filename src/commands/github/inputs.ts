import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";

const COMMANDS = ["plan", "gate", "apply", "drift"] as const;
export type ActionCommand = (typeof COMMANDS)[number];

/** The inputs of action.yml, understood. */
export interface Inputs {
  readonly command: ActionCommand;
  /** undefined: all */
  readonly target: string | undefined;
  readonly config: string;
  /** undefined: the repository's default branch */
  readonly branch: string | undefined;
  readonly planWorkflow: string;
  readonly applyWorkflow: string;
  /** names of variables that the configuration may read */
  readonly allowedEnv: ReadonlySet<string>;
  readonly commentWithoutChanges: boolean;
  readonly token: string;
}

const isCommand = (text: string): text is ActionCommand => COMMANDS.some((command) => command === text);

const wrong = (name: string, message: string, hint: string): Result<never, Failure> =>
  err({ code: "input-wrong", message: `the input "${name}" ${message}`, hint });

/** @param read  the value of an input, trimmed; "" where it is not given */
export function readInputs(read: (name: string) => string): Result<Inputs, Failure> {
  const given = (name: string): string | undefined => (read(name) === "" ? undefined : read(name));
  const path = (name: string, usual: string): string => (given(name) ?? usual).replace(/^(\.\/)+/, "");
  const command = read("command");
  if (!isCommand(command)) return wrong("command", "names no command", `write one of ${COMMANDS.join(", ")}`);
  const target = given("target");
  if ((command === "apply" || command === "drift") && target === undefined)
    return wrong("target", "is missing", `${command} works on one target: name it as the project file does`);
  const flag = given("comment-without-changes") ?? "true";
  if (flag !== "true" && flag !== "false")
    return wrong("comment-without-changes", "is neither true nor false", "write true or false");
  const token = given("github-token");
  if (token === undefined) return wrong("github-token", "is empty", "leave it out: the job's own token is the default");
  return ok({
    command,
    target,
    config: path("config", "warehog.yaml"),
    branch: given("branch"),
    planWorkflow: path("plan-workflow", ".github/workflows/warehog-plan.yml"),
    applyWorkflow: path("apply-workflow", ".github/workflows/warehog-apply.yml"),
    allowedEnv: new Set(
      read("allowed-env")
        .split(/[\s,]+/)
        .filter((name) => name !== ""),
    ),
    commentWithoutChanges: flag === "true",
    token,
  });
}
