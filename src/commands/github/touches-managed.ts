import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** Whether a file of the configuration differs between two commits: as either of them says which files those are. */
export async function touchesManaged(
  { git, inputs }: Pick<World, "git" | "inputs">,
  declared: Declarations,
  from: string,
  to: string,
): Promise<boolean> {
  const changed = await git.changedPaths(from, to);
  if (changed.length === 0) return false;
  const managed = new Set([...(await declared(from)).managed, ...(await declared(to)).managed, inputs.config]);
  return changed.some((path) => managed.has(path));
}
