import { counted } from "../model/numbers.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { ProjectOptions } from "./options.js";
import { paintFor } from "./paint.js";
import { chosenTargets, loadDeclared, loadProject } from "./project.js";
import { tellTargets } from "./tell-targets.js";

/** Lists the targets with the files and tables of each, offline; as JSON it feeds a matrix of jobs. */
export async function targets(context: Context, options: ProjectOptions): Promise<ExitCode> {
  const project = await loadProject(context, options);
  if (!project.ok) return report(context, options, project.error);
  const chosen = chosenTargets(project.value, options);
  if (!chosen.ok) return report(context, options, chosen.error);
  if (options.target !== undefined) tellTargets(context, options, project.value, chosen.value);

  const listed = [];
  for (const target of chosen.value) {
    const declared = await loadDeclared(context, project.value, target);
    if (!declared.ok) return report(context, options, declared.error);
    const { desired, texts } = declared.value;
    listed.push({
      name: target.name,
      host: target.host,
      project_id: target.project_id,
      api_key_env: target.api_key_env,
      files: texts.map(({ path }) => path),
      tables: desired.sources.reduce((count, { tables }) => count + tables.length, 0),
    });
  }
  if (options.json === true) context.stdout.write(`${JSON.stringify({ version: 1, targets: listed }, null, 2)}\n`);
  else {
    const paint = paintFor(context.stdout, context, options);
    for (const { name, host, project_id, files, tables } of listed) {
      const place = paint("dim", `project ${project_id} at ${host}`);
      context.stdout.write(`${paint("title", name)}  ${counted(tables, "table")}  ${place}\n`);
      for (const file of files) context.stdout.write(`  ${file}\n`);
    }
  }
  return EXIT.done;
}
