import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { ProjectOptions } from "./options.js";
import { paintFor } from "./paint.js";
import { chosenTargets, loadProject } from "./project.js";
import type { Project, TargetEntry } from "./project.js";
import { tellTargets } from "./tell-targets.js";

/** One target's run of a command. */
type Run<O extends ProjectOptions> = (context: Context, options: O) => Promise<ExitCode>;

interface Several {
  readonly project: Project;
  readonly chosen: readonly TargetEntry[];
}

/** The worst thing that can be told of several runs decides for all of them. */
const WORST_FIRST: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.usage,
  EXIT.error,
  EXIT.refused,
  EXIT.unproven,
  EXIT.changes,
  EXIT.done,
];

/**
 * Runs a command that only reads once for each target that --target means, one after the other: they may share a key, and with it
 * the limit of calls. Where it means one, this is the command itself, and what it prints keeps its shape.
 *
 * @param alone  an option with which the command works on one target only
 */
export async function overTargets<O extends ProjectOptions>(
  context: Context,
  options: O,
  run: Run<O>,
  { alone, all = false }: { readonly alone?: keyof O & string; readonly all?: boolean } = {},
): Promise<ExitCode> {
  const several = await severalOf(context, options, all);
  if (several === undefined) return run(context, options);
  const { project, chosen } = several;
  const names = chosen.map(({ name }) => name);
  if (alone !== undefined && options[alone] !== undefined)
    return report(context, options, {
      code: "target-needed",
      message: `--${alone} is for one target, and ${names.length} are meant: ${names.join(", ")}`,
      hint: `add --target ${names.join(" or --target ")}`,
      exit: EXIT.usage,
    });

  tellTargets(context, options, project, chosen);
  const results: { readonly target: string; readonly exit: ExitCode; readonly result: unknown }[] = [];
  for (const name of names) {
    const one = { ...options, target: name };
    if (options.json !== true) {
      const paint = paintFor(context.stdout, context, options);
      context.stdout.write(`\n${paint("title", `── ${name} ──`)}\n\n`);
      results.push({ target: name, exit: await run(context, one), result: undefined });
    } else {
      let said = "";
      const quiet: Context = { ...context, stdout: { ...context.stdout, write: (text) => void (said += text) } };
      const exit = await run(quiet, one);
      const result: unknown = said === "" ? null : JSON.parse(said);
      results.push({ target: name, exit, result });
    }
    if (context.stop.requested) break;
  }
  if (options.json === true) context.stdout.write(`${JSON.stringify({ version: 1, targets: results }, null, 2)}\n`);
  return WORST_FIRST.find((code) => results.some(({ exit }) => exit === code)) ?? EXIT.done;
}

/**
 * Undefined: one target is meant, or none can be told, which the command itself then says.
 *
 * @param all  no --target means every target
 */
async function severalOf(context: Context, options: ProjectOptions, all: boolean): Promise<Several | undefined> {
  if (options.target === undefined && !all) return undefined;
  const project = await loadProject(context, options);
  if (!project.ok) return undefined;
  const chosen = chosenTargets(project.value, options);
  return chosen.ok && chosen.value.length > 1 ? { project: project.value, chosen: chosen.value } : undefined;
}
