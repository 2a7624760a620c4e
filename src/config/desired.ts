import type { DesiredSource, DesiredState, SourceSelector, Target } from "../model/desired.js";
import type { Diagnostic, Position } from "../model/diagnostic.js";
import type { Lines } from "./lines.js";
import { toDiagnostic } from "./mistake.js";
import type { Explanation } from "./mistake.js";
import type { Parsed } from "./parsed.js";
import type { ProjectFile } from "./project.js";
import type { SourceFile } from "./source.js";

/**
 * What the files declare for one target, each source under a key of its own.
 *
 * @param sources  the files that the target's globs match, in a stable order
 */
export function desiredState(
  project: ProjectFile,
  target: Target,
  sources: readonly SourceFile[],
): Parsed<DesiredState> {
  const diagnostics = sources.length === 0 ? [nothingDeclared(project, target)] : declaredTwice(sources);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const { name, host, project_id, api_key_env } = target;
  const keys = keysOf(sources.map(({ path }) => path));
  const keyed: readonly DesiredSource[] = sources.map(({ source }, index) => ({ key: keys[index] ?? "", ...source }));
  return {
    value: { target: { name, host, project_id, api_key_env }, policy: project.policy, sources: keyed },
    diagnostics: [],
  };
}

function nothingDeclared(project: ProjectFile, target: Target): Diagnostic {
  const at = project.targets.find(({ name }) => name === target.name)?.at ?? project.lines.positionAt(0);
  return toDiagnostic(project.lines, at, {
    code: "empty-configuration",
    message: `no file matches the sources of target "${target.name}"`,
    hint: "check the paths under sources, or write a first source file with warehog init",
  });
}

/** The same table or source in two files: who would notice that they disagree? */
function declaredTwice(sources: readonly SourceFile[]): readonly Diagnostic[] {
  const first = new Map<string, SourceFile>();
  return sources.flatMap((file) => {
    const identity = identityOf(file.source.selector);
    const other = first.get(identity);
    if (other === undefined) {
      first.set(identity, file);
      return [];
    }
    const elsewhere = new Map(other.source.tables.map(({ name, at }) => [name, at]));
    const tables = file.source.tables.flatMap(({ name, at }) => {
      const there = elsewhere.get(name);
      return there === undefined ? [] : [place(file.lines, at, tableTwice(name, there))];
    });
    return [place(file.lines, file.source.at, sourceTwice(other.source.at)), ...tables];
  });
}

const place = (lines: Lines, at: Position, explanation: Explanation): Diagnostic =>
  toDiagnostic(lines, at, explanation);

const identityOf = (selector: SourceSelector): string =>
  selector.by === "id" ? `id ${selector.id}` : `type ${selector.source_type} ${selector.prefix}`;

const named = ({ file, line }: Position): string => `${file}:${line}`;

const sourceTwice = (there: Position): Explanation => ({
  code: "source-declared-twice",
  message: `this source is declared in ${named(there)} too`,
  hint: "put its tables into one of the two files",
});

const tableTwice = (name: string, there: Position): Explanation => ({
  code: "table-declared-twice",
  message: `"${name}" is declared in ${named(there)} too`,
  hint: "keep one of the two entries",
});

/** The file's stem; the whole path without its ending where two files share a stem. */
function keysOf(paths: readonly string[]): readonly string[] {
  const whole = paths.map((path) => path.replace(/\.ya?ml$/i, ""));
  const stems = whole.map((path) => path.slice(path.lastIndexOf("/") + 1));
  const uses = new Map<string, number>();
  for (const stem of stems) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  return stems.map((stem, index) => (uses.get(stem) === 1 ? stem : (whole[index] ?? stem)));
}
