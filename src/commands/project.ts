import { dirname, relative, resolve } from "node:path";
import { expand, MOST_BYTES, readText } from "../adapters/files.js";
import { desiredState } from "../config/desired.js";
import { parseProject } from "../config/project.js";
import type { ProjectFile } from "../config/project.js";
import { parseSource } from "../config/source.js";
import type { SourceFile } from "../config/source.js";
import type { SourceText } from "../config/source-text.js";
import type { DesiredState } from "../model/desired.js";
import type { Diagnostic } from "../model/diagnostic.js";
import { meant, nearNames } from "../model/near-name.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import { invalidFiles } from "./failure.js";
import type { Failure } from "./failure.js";
import { matching } from "./narrow.js";
import type { ProjectOptions } from "./options.js";

export const PROJECT_FILE = "warehog.yaml";

export type TargetEntry = ProjectFile["targets"][number];

/** A project file that was read and means something. Every path in it is relative to its folder. */
export interface Project {
  /** absolute */
  readonly root: string;
  readonly file: ProjectFile;
}

/** One target's share of the files. */
export interface Declared {
  readonly desired: DesiredState;
  readonly texts: readonly SourceText[];
}

/** Diagnostics name files as they are seen from where the command was typed. */
export const seenFrom =
  (cwd: string, root: string) =>
  (diagnostic: Diagnostic): Diagnostic => ({
    ...diagnostic,
    file: relative(cwd, resolve(root, diagnostic.file)) || diagnostic.file,
  });

/** Finds, reads and checks the project file: the one that was named, or the nearest from here upward. */
export async function loadProject(context: Context, options: ProjectOptions): Promise<Result<Project, Failure>> {
  const path = options.config === undefined ? await nearest(context.cwd) : resolve(context.cwd, options.config);
  if (path === undefined)
    return err({
      code: "project-missing",
      message: `there is no ${PROJECT_FILE} here or in any folder above`,
      hint: "warehog init writes one; --config names one elsewhere",
    });
  const root = dirname(path);
  const text = await readText(root, relative(root, path), MOST_BYTES.project);
  if (!text.ok) return err(invalidFiles([text.error].map(seenFrom(context.cwd, root))));
  const { value, diagnostics } = parseProject(text.value);
  if (value === undefined || diagnostics.length > 0)
    return err(invalidFiles(diagnostics.map(seenFrom(context.cwd, root))));
  return ok({ root, file: value });
}

async function nearest(from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const text = await readText(folder, PROJECT_FILE, MOST_BYTES.project);
    if (text.ok || text.error.code !== "file-missing") return resolve(folder, PROJECT_FILE);
    if (folder === dirname(folder)) return undefined;
  }
}

/** The targets that a command speaks of: those that were named, by name or by glob, or all. */
export function chosenTargets({ file }: Project, { target }: ProjectOptions): Result<readonly TargetEntry[], Failure> {
  if (target === undefined) return ok(file.targets);
  const isChosen = matching(target.split(","));
  const names = file.targets.map(({ name }) => name);
  const found = file.targets.filter(({ name }) => name === target || isChosen(name));
  return found.length > 0
    ? ok(found)
    : err({
        code: "target-unknown",
        message: `the project file has no target "${target}"`,
        hint: `${meant(target.split(",").flatMap((name) => nearNames(name, names)))}it has ${names.join(", ")}`,
        exit: EXIT.usage,
      });
}

/** The one target that a live command works on. */
export function chosenTarget(project: Project, options: ProjectOptions): Result<TargetEntry, Failure> {
  const chosen = chosenTargets(project, options);
  if (!chosen.ok) return chosen;
  const [only, ...others] = chosen.value;
  if (only !== undefined && others.length === 0) return ok(only);
  const names = chosen.value.map(({ name }) => name);
  return err({
    code: "target-needed",
    message:
      options.target === undefined
        ? "the project file has several targets, and a command works on one"
        : `--target ${options.target} means ${names.length} targets, ${names.join(", ")}, and this command works on one`,
    hint: `add --target ${names.join(" or --target ")}`,
    exit: EXIT.usage,
  });
}

/** Reads and checks all source files of a target. Every mistake of every file, never only the first. */
export async function loadDeclared(
  context: Context,
  project: Project,
  target: TargetEntry,
): Promise<Result<Declared, Failure>> {
  const loaded = await loadSources(context, project, target);
  if (!loaded.ok) return loaded;
  const { texts, files } = loaded.value;
  const state = desiredState(project.file, target, files);
  return state.value === undefined || state.diagnostics.length > 0
    ? err(invalidFiles(state.diagnostics.map(seenFrom(context.cwd, project.root))))
    : ok({ desired: state.value, texts });
}

interface Sources {
  readonly texts: readonly SourceText[];
  /** in the same order */
  readonly files: readonly SourceFile[];
}

/** The source files of a target, each right by itself; there may be none yet. */
export async function loadSources(
  { cwd }: Context,
  { root, file }: Project,
  target: TargetEntry,
): Promise<Result<Sources, Failure>> {
  const read = await Promise.all((await expand(root, target.sources)).map((path) => readText(root, path)));
  const texts = read.flatMap((text) => (text.ok ? [text.value] : []));
  const parsed = texts.map(parseSource);
  const files = parsed.flatMap((source) => source.value ?? []);
  const mistakes = [
    ...read.flatMap((text) => (text.ok ? [] : [text.error])),
    ...parsed.flatMap((source) => source.diagnostics),
  ];
  if (mistakes.length === 0) return ok({ texts, files });
  // Files that are all broken are not an empty configuration: nothing would be gained by saying so.
  const more = files.length === 0 ? [] : desiredState(file, target, files).diagnostics;
  return err(invalidFiles([...mistakes, ...more].map(seenFrom(cwd, root))));
}
