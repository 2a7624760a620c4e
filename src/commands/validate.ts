import { counted } from "../model/numbers.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { invalidFiles, report } from "./failure.js";
import type { Failure } from "./failure.js";
import type { ProjectOptions } from "./options.js";
import { paintFor } from "./paint.js";
import { chosenTargets, loadDeclared, loadProject } from "./project.js";
import type { Declared } from "./project.js";
import { tellTargets } from "./tell-targets.js";

/** The mistakes of several targets as one answer; a file that two of them share is told once. */
function together(failures: readonly Failure[]): Failure {
  const diagnostics = failures.flatMap((failure) => failure.diagnostics ?? []);
  const byText = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return invalidFiles([...byText.values()]);
}

const summary = ({ desired }: Declared) => ({
  name: desired.target.name,
  sources: desired.sources.length,
  tables: desired.sources.reduce((count, { tables }) => count + tables.length, 0),
});

/** Checks every target's files, offline. */
export async function validate(context: Context, options: ProjectOptions): Promise<ExitCode> {
  const project = await loadProject(context, options);
  if (!project.ok) return report(context, options, project.error);
  const chosen = chosenTargets(project.value, options);
  if (!chosen.ok) return report(context, options, chosen.error);
  if (options.target !== undefined) tellTargets(context, options, project.value, chosen.value);

  const loaded = await Promise.all(chosen.value.map((target) => loadDeclared(context, project.value, target)));
  const failures = loaded.flatMap((result) => (result.ok ? [] : [result.error]));
  if (failures.length > 0) return report(context, options, together(failures));

  const targets = loaded.flatMap((result) => (result.ok ? [summary(result.value)] : []));
  if (options.json === true) context.stdout.write(`${JSON.stringify({ version: 1, valid: true, targets }, null, 2)}\n`);
  else {
    const paint = paintFor(context.stdout, context, options);
    for (const { name, sources, tables } of targets)
      context.stdout.write(
        `${paint("good", "valid")}  ${paint("title", name)}  ${counted(tables, "table")} in ${counted(sources, "source")}\n`,
      );
  }
  return EXIT.done;
}
