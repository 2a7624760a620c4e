import { forbidden, notFound, unauthenticated } from "../errors.js";
import type { Route } from "../routes.js";
import type { ApiKey } from "../state.js";
import type { World } from "../world.js";

const OBJECT = "external_data_source";

/** @throws {ApiError} 401 for a key that is missing or unknown */
export function authenticate(world: World, authorization: string | undefined): ApiKey {
  const value = /^Bearer\s+(\S.*)$/u.exec(authorization ?? "")?.[1]?.trim();
  if (value === undefined) {
    throw unauthenticated("not_authenticated", "Authentication credentials were not provided.");
  }
  const key = world.keys.get(value);
  if (key !== undefined) return key;
  const detail = "Personal API key found in request Authorization header is invalid.";
  throw unauthenticated("authentication_failed", detail);
}

/**
 * The project that a path names. `@current` is the first one that the key may reach.
 *
 * @param route  undefined for a method that the path does not have: that asks for no scope
 * @throws {ApiError} 403 for a key without access to the project or without the scope, 404 for a project that does not exist
 */
export function authorise(world: World, key: ApiKey, named: string, route: Route | undefined): number {
  const { projects } = world.document;
  const reaches = (id: number): boolean => key.projects?.includes(id) ?? true;
  const id = named === "@current" ? projects.find((project) => reaches(project.id))?.id : wholeNumber(named);
  const exists = projects.some((project) => project.id === id);
  if (exists && id !== undefined && !reaches(id)) {
    throw forbidden(`API key does not have access to the requested project: ID ${id}.`);
  }
  if (route !== undefined) requireScope(key, route.scope);
  if (!exists || id === undefined) throw notFound();
  return id;
}

/** A key without any scope is an old one, from before there were scopes: it may do everything. */
function requireScope({ scopes }: ApiKey, scope: Route["scope"]): void {
  const sufficient = ["*", `${OBJECT}:write`, ...(scope === "read" ? [`${OBJECT}:read`] : [])];
  if (scopes.length === 0 || scopes.some((held) => sufficient.includes(held))) return;
  throw forbidden(`API key missing required scope '${OBJECT}:${scope}'`);
}

const wholeNumber = (text: string): number | undefined => (/^\d+$/u.test(text) ? Number(text) : undefined);
