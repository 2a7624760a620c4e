import { dirname, join } from "node:path";
import picomatch from "picomatch";
import { parseProject } from "../../config/project.js";
import type { ProjectFile } from "../../config/project.js";
import type { World } from "./world.js";

type Repository = Pick<World, "git" | "inputs">;

/** Whether a path is the project file, or one that a target's sources name. */
export type IsManaged = (path: string) => boolean;

/** Globs are relative to the project file. A path without wildcards is always meant, so that its absence is noticed. */
export function sourcePaths(
  config: string,
  globs: readonly string[],
): { readonly literal: readonly string[]; readonly matches: IsManaged } {
  const all = globs.map((glob) => join(dirname(config), glob));
  const literal = all.filter((glob) => !picomatch.scan(glob).isGlob);
  const matchers = all.filter((glob) => picomatch.scan(glob).isGlob).map((glob) => picomatch(glob));
  return { literal, matches: (path) => literal.includes(path) || matchers.some((matches) => matches(path)) };
}

/** As a commit says, as far as its project file can be read. */
export async function managedAt({ git, inputs: { config } }: Repository, commit: string): Promise<IsManaged> {
  const text = await git.read(commit, config);
  const project: ProjectFile | undefined = text.ok ? parseProject(text.value).value : undefined;
  const { matches } = sourcePaths(config, project?.targets.flatMap(({ sources }) => sources) ?? []);
  return (path) => path === config || matches(path);
}

/** Whether a file of the configuration differs between two commits: as either of them says which files those are. */
export async function touchesManaged(world: Repository, from: string, to: string): Promise<boolean> {
  const changed = await world.git.changedPaths(from, to);
  if (changed.length === 0) return false;
  const [before, after] = await Promise.all([managedAt(world, from), managedAt(world, to)]);
  return changed.some((path) => before(path) || after(path));
}
