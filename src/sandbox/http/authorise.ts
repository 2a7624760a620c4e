import { forbidden, notFound, unauthenticated } from "../errors.js";
import { recordIn, textIn } from "../extensions.js";
import { generationOf, type Generation } from "../generation.js";
import type { Scope } from "../route.js";
import type { ApiKey } from "../state.js";
import type { World } from "../world.js";

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
 * @param scope  undefined for a method that the path does not have: that asks for no scope
 * @throws {ApiError} 403 for a key without access to the project or without the scope, 404 for a project that does not exist
 */
export function authorise(world: World, key: ApiKey, named: string, scope: Scope | undefined): number {
  const { projects, server } = world.document;
  const reaches = (id: number): boolean => key.projects?.includes(id) ?? true;
  const id = named === "@current" ? projects.find((project) => reaches(project.id))?.id : wholeNumber(named);
  const exists = projects.some((project) => project.id === id);
  if (exists && id !== undefined && !reaches(id)) {
    throw forbidden(`API key does not have access to the requested project: ID ${id}.`);
  }
  refuseByOrganization(world);
  if (scope !== undefined) requireScope(key, scope, generationOf(server));
  if (!exists || id === undefined) throw notFound();
  return id;
}

/** The document's `extensions.organization: {name?, personal_api_keys?}` may close the API to keys, whatever they hold. */
function refuseByOrganization({ document }: World): void {
  const organization = recordIn(document.extensions, "organization");
  if (organization?.["personal_api_keys"] !== false) return;
  throw forbidden(
    `Organization '${textIn(organization, "name") ?? ""}' does not allow using personal API keys. ` +
      "Contact an admin to enable personal API keys for this organization.",
  );
}

/** A key without any scope is an old one, from before there were scopes: it may do everything. */
function requireScope({ scopes: held }: ApiKey, scope: Scope, generation: Generation): void {
  if (held.length === 0) return;
  // In 2025 an action that no scope opens was closed to the scope for everything, too.
  if (scope === "none" && generation === "2025")
    throw forbidden("This action does not support Personal API Key access");
  if (held.includes("*")) return;
  if (scope === "none") throw forbidden("This action does not support personal API key access");
  const missing = scope.find((name) => !held.includes(name) && !held.includes(name.replace(/:read$/u, ":write")));
  if (missing !== undefined) throw forbidden(`API key missing required scope '${missing}'`);
}

const wholeNumber = (text: string): number | undefined => (/^\d+$/u.test(text) ? Number(text) : undefined);
