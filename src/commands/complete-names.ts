import type { DesiredSource } from "../model/desired.js";
import type { NameKind } from "./completion/name-kinds.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import type { ProjectOptions } from "./options.js";
import { loadDeclared, loadProject } from "./project.js";

/** What is safe as one word of every shell; others are typed by hand. */
const WORD = /^[\w@%+:,./-]+$/;

/**
 * Names, one a line, offline. Silent about everything else: a half-typed line is no place for errors.
 *
 * @param line  the words that were typed so far: they may name another project file
 */
export async function completeNames(context: Context, kind: NameKind, line: readonly string[]): Promise<ExitCode> {
  const names = kind === "code" ? await codes() : await declaredNames(context, kind, configIn(line));
  for (const name of new Set(names)) if (WORD.test(name)) context.stdout.write(`${name}\n`);
  return EXIT.done;
}

const codes = async (): Promise<readonly string[]> =>
  (await import("./explanations.js")).EXPLANATIONS.map(({ code }) => code);

const NAMES: Readonly<Record<Exclude<NameKind, "code" | "target">, (source: DesiredSource) => readonly string[]>> = {
  source: ({ key }) => [key],
  table: ({ tables }) => tables.map(({ name }) => name),
  address: ({ key, tables }) => [key, ...tables.map(({ name }) => `${key}/${name}`)],
};

async function declaredNames(
  context: Context,
  kind: Exclude<NameKind, "code">,
  options: ProjectOptions,
): Promise<readonly string[]> {
  const project = await loadProject(context, options);
  if (!project.ok) return [];
  const { targets } = project.value.file;
  if (kind === "target") return targets.map(({ name }) => name);
  const names: string[] = [];
  for (const target of targets) {
    const declared = await loadDeclared(context, project.value, target);
    if (declared.ok) names.push(...declared.value.desired.sources.flatMap(NAMES[kind]));
  }
  return names;
}

const CONFIG = /^(?:--config=|-c)(.+)$/;

/** Bash takes `=` for a word of its own. */
function configIn(line: readonly string[]): ProjectOptions {
  const words = line.filter((word) => word !== "=");
  const at = words.findIndex((word) => word === "--config" || word === "-c" || CONFIG.test(word));
  const config = CONFIG.exec(words[at] ?? "")?.[1] ?? words[at + 1];
  return at === -1 || config === undefined || config === "" ? {} : { config };
}
