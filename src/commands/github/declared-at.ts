import type { Files } from "../../adapters/git/files.js";
import { guardsOf } from "../../approval/guards.js";
import { desiredState } from "../../config/desired.js";
import { parseProject } from "../../config/project.js";
import type { ProjectFile } from "../../config/project.js";
import { parseSource } from "../../config/source.js";
import type { DesiredState } from "../../model/desired.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import type { Guards } from "../../model/github/guards.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { sourcePaths } from "./managed.js";

/** What a commit declares. */
export interface DeclaredAt {
  readonly commit: string;
  readonly project: ProjectFile;
  /** one a target, in the order of the project file */
  readonly states: readonly DesiredState[];
}

export interface ReadAt {
  /** paths of the project file and of every file that a target's sources match, whether they can be read or not */
  readonly managed: readonly string[];
  /** undefined: the commit has no project file */
  readonly declared: Result<DeclaredAt, readonly Diagnostic[]> | undefined;
}

const NOTHING: ReadAt = { managed: [], declared: undefined };

/** Reads and checks all that a commit declares. */
export async function declaredAt(files: Files, commit: string, config: string): Promise<ReadAt> {
  const paths = await files.list(commit);
  if (!paths.includes(config)) return NOTHING;
  const text = await files.read(commit, config);
  if (!text.ok) return { managed: [config], declared: err([text.error]) };
  const { value: project, diagnostics } = parseProject(text.value);
  if (project === undefined) return { managed: [config], declared: err(diagnostics) };

  const matched = project.targets.map(({ sources }) => {
    const { literal, matches } = sourcePaths(config, sources);
    return [...new Set([...literal, ...paths.filter(matches)])].toSorted();
  });
  const managed = [...new Set([config, ...matched.flat()])].toSorted();
  if (diagnostics.length > 0) return { managed, declared: err(diagnostics) };

  const found = await Promise.all(
    project.targets.map(async (target, index) => {
      const read = await Promise.all((matched[index] ?? []).map((path) => files.read(commit, path)));
      const parsed = read.flatMap((one) => (one.ok ? [parseSource(one.value)] : []));
      const sources = parsed.flatMap(({ value }) => value ?? []);
      const mistakes = [
        ...read.flatMap((one) => (one.ok ? [] : [one.error])),
        ...parsed.flatMap((one) => one.diagnostics),
      ];
      const state = sources.length === 0 && mistakes.length > 0 ? undefined : desiredState(project, target, sources);
      return { mistakes: [...mistakes, ...(state?.diagnostics ?? [])], state: state?.value };
    }),
  );
  const mistakes = once(found.flatMap((one) => one.mistakes));
  const states = found.flatMap(({ state }) => (state === undefined ? [] : [state]));
  return { managed, declared: mistakes.length > 0 ? err(mistakes) : ok({ commit, project, states }) };
}

/** A file that two targets share is wrong once. */
const once = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values(),
];

export const stateOf = (read: ReadAt, target: string): DesiredState | undefined =>
  read.declared?.ok === true ? read.declared.value.states.find((state) => state.target.name === target) : undefined;

/** What a commit declares to guard a target, whether it declares the target or not. Undefined: there is no project file, or it cannot be read. */
export const guardsAt = (read: ReadAt, target: string): Guards | undefined =>
  read.declared?.ok === true ? guardsOf(stateOf(read, target), read.declared.value.project.policy) : undefined;
