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
 * A plan that was written earlier.
 *
 * @returns undefined: no file was named
 */
export async function writtenPlan(
  context: Context,
  { file }: ApplyOptions,
): Promise<Result<Plan | undefined, Failure>> {
  if (file === undefined) return ok(undefined);
  const text = await readText(context.cwd, resolve(context.cwd, file));
  if (!text.ok)
    return err(fileFailure(file, text.error, "check the path, or write a plan: warehog plan --out plan.json"));
  const plan = readPlan(text.value.text);
  return plan.ok ? plan : err({ ...plan.error, exit: EXIT.error });
}

/** Made for another project than the one that would be written to? */
export function foreignTo({ target }: Service, plan: Plan | undefined): Failure | undefined {
  if (plan === undefined) return undefined;
  const { name, host, project_id } = plan.target;
  if (name === target.name && host === target.host && project_id === target.project_id) return undefined;
  return {
    code: "plan-for-another-target",
    message: `the plan was made for project ${project_id} of target "${name}", which is not what the project file says of "${target.name}"`,
    hint: "choose its target with --target, or make the plan again",
  };
}
