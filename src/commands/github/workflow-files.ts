import { posix } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../model/is-record.js";
import type { World } from "./world.js";

interface Repository {
  readonly git: Pick<World["git"], "read" | "changedPaths">;
  readonly inputs: Pick<World["inputs"], "planWorkflow" | "applyWorkflow">;
  readonly facts: Pick<World["facts"], "owner" | "repo">;
}

/** The plan and apply workflow and the local actions that they use, as far as a stretch of history changes them. */
export async function changedWorkflows(world: Repository, base: string, tip: string): Promise<readonly string[]> {
  const changed = await world.git.changedPaths(base, tip);
  if (changed.length === 0) return [];
  const [before, after] = await Promise.all([guardingAt(world, base), guardingAt(world, tip)]);
  return changed.filter((path) => before(path) || after(path));
}

/** Whether a path is one of those workflows, or of what they use, as a commit says. */
export async function guardingAt(
  { git, inputs, facts }: Repository,
  commit: string,
): Promise<(path: string) => boolean> {
  const workflows = [inputs.planWorkflow, inputs.applyWorkflow];
  const used = await usedBy(git, commit, workflows, `${facts.owner}/${facts.repo}/`);
  return (path) => within(path).some((place) => used.has(place));
}

/** A path and every folder that holds it; the repository's root holds everything, and is no action of its own here. */
const within = (path: string): readonly string[] =>
  path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));

/** Everything of this repository that workflows use: they are as much part of the gate as the workflows themselves. */
async function usedBy(
  git: Repository["git"],
  commit: string,
  workflows: readonly string[],
  self: string,
): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  const waiting = [...workflows];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (used.has(path)) continue;
    used.add(path);
    const files = isYaml(path) ? [path] : DEFINITIONS.map((name) => posix.join(path, name));
    // Of an action at the root only the definition counts: the tables are below the root too.
    if (path === ".") for (const file of files) used.add(file);
    for (const file of files) {
      const read = await git.read(commit, file);
      if (read.ok) waiting.push(...ownUses(read.value.text, self));
    }
  }
  return used;
}

const DEFINITIONS = ["action.yml", "action.yaml"];

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** Paths in this repository that a workflow or an action names under `uses`, from its own root or by the repository's name. */
function ownUses(text: string, self: string): readonly string[] {
  let definition: unknown;
  try {
    definition = parse(text);
  } catch {
    return [];
  }
  return usesIn(definition).flatMap((use) => {
    const path = use.toLowerCase().startsWith(self.toLowerCase()) ? use.slice(self.length).replace(/@.*$/, "") : use;
    return path === use && !use.startsWith("./") ? [] : [posix.normalize(path).replace(/(.)\/+$/, "$1")];
  });
}

/** Jobs, steps and the steps of composite actions are the only places where `uses` can stand. */
function usesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(usesIn);
  if (!isRecord(value)) return [];
  const { uses } = value;
  return [...(typeof uses === "string" ? [uses] : []), ...Object.values(value).flatMap(usesIn)];
}
