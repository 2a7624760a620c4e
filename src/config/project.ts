import validateProject from "../generated/project.js";
import type { Target } from "../model/desired.js";
import type { Diagnostic, Position } from "../model/diagnostic.js";
import { DEFAULT_POLICY } from "../model/policy.js";
import type { Policy } from "../model/policy.js";
import { originOf } from "./host.js";
import { PROJECT_SHAPE } from "./shape.js";
import { linesOf } from "./lines.js";
import type { Lines } from "./lines.js";
import { inOrder, toDiagnostic, toDiagnostics } from "./mistake.js";
import type { Explanation } from "./mistake.js";
import type { Parsed } from "./parsed.js";
import type { SourceText } from "./source-text.js";
import { checkText } from "./validate.js";
import { isProject } from "./written.js";
import type { WrittenProject } from "./written.js";
import { spotAt } from "./yaml/tree.js";

interface ProjectTarget extends Target {
  /** globs, relative to the project file */
  readonly sources: readonly string[];
  readonly at: Position;
}

/** `warehog.yaml`: what is managed, and what a plan may do. */
export interface ProjectFile {
  readonly targets: readonly ProjectTarget[];
  readonly policy: Policy;
  readonly lines: Lines;
}

/** @returns beside diagnostics, the targets that are right by themselves, with the default policy if that part is wrong */
export function parseProject(text: SourceText): Parsed<ProjectFile> {
  const lines = linesOf(text);
  const checked = checkText(text.text, validateProject, PROJECT_SHAPE);
  const { tree, mistakes, refused } = checked;
  const diagnostics: Diagnostic[] = [...toDiagnostics(lines, mistakes)];
  if (tree === undefined || !isProject(tree.root, checked))
    return { value: undefined, diagnostics: inOrder(diagnostics) };

  const { targets, policy } = tree.root;
  const wrong = new Set(refused.map(([part, name]) => (part === "targets" ? name : undefined)));
  const right: ProjectTarget[] = [];
  for (const [name, written] of Object.entries(targets)) {
    if (wrong.has(name)) continue;
    const host = originOf(written.host);
    const hostAt = lines.positionAt(spotAt(tree, ["targets", name, "host"]).value);
    if (!host.ok) diagnostics.push(toDiagnostic(lines, hostAt, host.error));
    else right.push({ ...written, name, host: host.value, at: lines.positionAt(spotAt(tree, ["targets", name]).key) });
  }
  diagnostics.push(...declaredTwice(right).map(({ at, explanation }) => toDiagnostic(lines, at, explanation)));
  const wrongPolicy = refused.some(([part]) => part === "policy");
  const value = { targets: right, policy: wrongPolicy ? DEFAULT_POLICY : policyOf(policy), lines };
  return { value, diagnostics: inOrder(diagnostics) };
}

/** Two targets of one project would fight over its tables. */
function declaredTwice(targets: readonly ProjectTarget[]) {
  const first = new Map<string, ProjectTarget>();
  return targets.flatMap((target) => {
    const project = `${target.host} ${target.project_id}`;
    const other = first.get(project);
    if (other !== undefined) return [{ at: target.at, explanation: targetTwice(other) }];
    first.set(project, target);
    return [];
  });
}

const targetTwice = ({ name, project_id, at }: ProjectTarget): Explanation => ({
  code: "target-declared-twice",
  message: `target "${name}" (line ${at.line}) is the same project ${project_id} on the same host`,
  hint: "make one target of the two, with the sources of both",
});

function policyOf(written: WrittenProject["policy"] = {}): Policy {
  const { destructive, ...others } = written;
  return { ...DEFAULT_POLICY, ...others, destructive: { ...DEFAULT_POLICY.destructive, ...destructive } };
}
