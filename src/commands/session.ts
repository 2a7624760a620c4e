import type { DesiredState } from "../model/desired.js";
import { ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import type { Failure } from "./failure.js";
import type { Ground } from "./live-plan.js";
import { narrow } from "./narrow.js";
import type { Scope } from "./narrow.js";
import type { LiveOptions } from "./options.js";
import { chosenTarget, loadDeclared, loadProject } from "./project.js";
import type { Declared, Project, TargetEntry } from "./project.js";
import { openService } from "./service.js";
import type { Service } from "./service.js";

/** One target: what its files declare, and the service that is asked about it. */
export interface Session {
  readonly project: Project;
  readonly entry: TargetEntry;
  readonly declared: Declared;
  readonly scope: Scope;
  readonly service: Service;
}

/**
 * Reads the files, and connects only if they are all good.
 *
 * @param check  what else the files can tell to be wrong, before anything is locked or asked
 */
export async function openSession(
  context: Context,
  options: LiveOptions,
  mode: "read" | "write",
  check: (desired: DesiredState) => Result<unknown, Failure> = ok,
): Promise<Result<Session, Failure>> {
  const project = await loadProject(context, options);
  if (!project.ok) return project;
  const entry = chosenTarget(project.value, options);
  if (!entry.ok) return entry;
  const declared = await declare(context, options, project.value, entry.value);
  if (!declared.ok) return declared;
  const checked = check(declared.value.declared.desired);
  if (!checked.ok) return checked;
  const service = await openService(context, options, { project: project.value, target: entry.value, mode });
  if (!service.ok) return service;
  return ok({ project: project.value, entry: entry.value, ...declared.value, service: service.value });
}

/** The same session after its files have changed. */
export async function reread(
  context: Context,
  options: LiveOptions,
  session: Session,
): Promise<Result<Session, Failure>> {
  const declared = await declare(context, options, session.project, session.entry);
  return declared.ok ? ok({ ...session, ...declared.value }) : declared;
}

async function declare(
  context: Context,
  options: LiveOptions,
  project: Project,
  entry: TargetEntry,
): Promise<Result<Pick<Session, "declared" | "scope">, Failure>> {
  const declared = await loadDeclared(context, project, entry);
  if (!declared.ok) return declared;
  const scope = narrow(declared.value.desired, options);
  return scope.ok ? ok({ declared: declared.value, scope: scope.value }) : scope;
}

export const groundOf = ({ declared, scope, service }: Session): Ground & Pick<Service, "journal"> => ({
  posthog: service.posthog,
  journal: service.journal,
  desired: { ...scope.desired, target: service.target },
  declared: { ...declared.desired, target: service.target },
});
