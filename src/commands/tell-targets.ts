import type { Context } from "./context.js";
import type { ProjectOptions } from "./options.js";
import type { Project, TargetEntry } from "./project.js";

/** Which of how many targets are spoken of, where that is not plain from what was typed. */
export function tellTargets(
  { stderr }: Context,
  { target }: ProjectOptions,
  { file }: Project,
  chosen: readonly TargetEntry[],
): void {
  const names = chosen.map(({ name }) => name);
  if (names.length === 1 && names[0] === target) return;
  const given = target === undefined ? "" : ` (--target ${target})`;
  stderr.write(`${names.length} of ${file.targets.length} targets: ${names.join(", ")}${given}\n`);
}
