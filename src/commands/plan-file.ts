import { resolve } from "node:path";
import { readText } from "../adapters/files.js";
import type { Plan } from "../model/plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { readPlan } from "../planner/read-plan.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import { fileFailure } from "./failure.js";
import type { Failure } from "./failure.js";
import type { ApplyOptions } from "./options.js";
import type { Service } from "./service.js";

/**
 * A plan written earlier, for the same project as the one that would be written to. Read before anything is asked of it.
 *
 * @returns undefined: no file was named
 */
export async function approvedPlan(
  context: Context,
  { file }: ApplyOptions,
  { target }: Service,
): Promise<Result<Plan | undefined, Failure>> {
  if (file === undefined) return ok(undefined);
  const text = await readText(context.cwd, resolve(context.cwd, file));
  if (!text.ok)
    return err(fileFailure(file, text.error, "check the path, or write a plan: warehog plan --out plan.json"));
  const plan = readPlan(text.value.text);
  if (!plan.ok) return err({ ...plan.error, exit: EXIT.error });
  const { name, host, project_id } = plan.value.target;
  if (name === target.name && host === target.host && project_id === target.project_id) return plan;
  return err({
    code: "plan-for-another-target",
    message: `the plan was made for project ${project_id} of target "${name}", which is not what the project file says of "${target.name}"`,
    hint: "choose its target with --target, or make the plan again",
  });
}
