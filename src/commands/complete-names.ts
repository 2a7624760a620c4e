import type { NameKind } from "./completion/name-kinds.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { loadDeclared, loadProject } from "./project.js";

/** What is safe as one word of every shell; others are typed by hand. */
const WORD = /^[\w@%+:,./-]+$/;

/** Names that the files declare, one a line, offline. Silent about everything else: a half-typed line is no place for errors. */
export async function completeNames(context: Context, kind: NameKind): Promise<ExitCode> {
  const project = await loadProject(context, {});
  if (!project.ok) return EXIT.done;
  const { targets } = project.value.file;
  const names = kind === "target" ? targets.map(({ name }) => name) : [];
  if (kind !== "target")
    for (const target of targets) {
      const declared = await loadDeclared(context, project.value, target);
      const sources = declared.ok ? declared.value.desired.sources : [];
      names.push(...sources.flatMap(({ key, tables }) => (kind === "source" ? [key] : tables.map(({ name }) => name))));
    }
  for (const name of new Set(names)) if (WORD.test(name)) context.stdout.write(`${name}\n`);
  return EXIT.done;
}
