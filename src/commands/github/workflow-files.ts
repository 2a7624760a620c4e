import { parse } from "yaml";
import { isRecord } from "../../model/is-record.js";
import type { World } from "./world.js";

/** Paths of actions in this repository that a workflow uses: they are as much part of the gate as the workflow itself. */
function localActions(text: string): readonly string[] {
  let workflow: unknown;
  try {
    workflow = parse(text);
  } catch {
    return [];
  }
  const jobs = isRecord(workflow) && isRecord(workflow["jobs"]) ? Object.values(workflow["jobs"]) : [];
  const uses = jobs.flatMap((job) => {
    if (!isRecord(job)) return [];
    const steps: readonly unknown[] = Array.isArray(job["steps"]) ? job["steps"] : [];
    return [job["uses"], ...steps.map((step) => (isRecord(step) ? step["uses"] : undefined))];
  });
  return uses.flatMap((use) =>
    typeof use === "string" && use.startsWith("./") ? [use.slice(2).replace(/\/+$/, "")] : [],
  );
}

/** The plan and apply workflow and the local actions that they use, as far as a stretch of history changes them. */
export async function changedWorkflows(
  { git, inputs }: Pick<World, "git" | "inputs">,
  base: string,
  tip: string,
): Promise<readonly string[]> {
  const changed = await git.changedPaths(base, tip);
  if (changed.length === 0) return [];
  const workflows = [inputs.planWorkflow, inputs.applyWorkflow];
  const texts = await Promise.all([base, tip].flatMap((commit) => workflows.map((path) => git.read(commit, path))));
  const actions = texts.flatMap((text) => (text.ok ? localActions(text.value.text) : []));
  return changed.filter(
    (path) => workflows.includes(path) || actions.some((action) => path === action || path.startsWith(`${action}/`)),
  );
}
