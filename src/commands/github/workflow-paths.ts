import type { Failure } from "../failure.js";
import type { World } from "./world.js";

type InputName = "plan-workflow" | "apply-workflow";

/** Where an example of the workflow stands among ours. */
const EXAMPLES: Readonly<Record<InputName, string>> = {
  "plan-workflow": "examples/github/warehog-plan.yml",
  "apply-workflow": "examples/github/warehog-apply.yml",
};

const pathOf = ({ inputs }: Pick<World, "inputs">, name: InputName): string =>
  name === "plan-workflow" ? inputs.planWorkflow : inputs.applyWorkflow;

/**
 * What a run records is believed by the path of its workflow. One that stands elsewhere than its input says would be green, and
 * would guard nothing.
 */
export function elsewhere(world: Pick<World, "inputs" | "facts">): Failure | undefined {
  const { command } = world.inputs;
  if (command !== "plan" && command !== "apply") return undefined;
  const name: InputName = `${command}-workflow`;
  const [path, own] = [pathOf(world, name), world.facts.workflow];
  if (path === own) return undefined;
  return {
    code: "workflow-elsewhere",
    message: `this run is of ${own} and the input ${name} says ${path}, so nobody would believe what it records; nothing was done`,
    hint: `write ${name}: ${own} under with at every step that uses Warehog (plan, gate, apply and drift)`,
  };
}

/** A workflow that an input names and that a commit does not have: nothing that came of another one would be believed. */
export async function missingWorkflow(
  world: Pick<World, "inputs" | "git">,
  commit: string,
  names: readonly InputName[] = ["plan-workflow", "apply-workflow"],
): Promise<Failure | undefined> {
  for (const name of names) {
    const path = pathOf(world, name);
    if ((await world.git.read(commit, path)).ok) continue;
    return {
      code: "workflow-missing",
      message: `there is no ${path}, which the input ${name} names, so nothing that Warehog records would be believed`,
      hint: `name the workflow that is there in ${name} at every step that uses Warehog, or bring one: ${EXAMPLES[name]} is an example`,
    };
  }
  return undefined;
}
