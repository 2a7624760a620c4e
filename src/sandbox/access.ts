import { forbidden, notFound } from "./errors.js";
import type { ApiRequest } from "./handler.js";
import type { AccessLevel, Schema, Source } from "./state.js";
import type { SchemaPlace } from "./world.js";

const RANK = { none: 0, viewer: 1, editor: 2, manager: 3 } as const;

export const mayView = (level: AccessLevel): boolean => reaches(level, "viewer");

/**
 * The schema that the path names.
 *
 * @throws {ApiError} 404 when it does not exist in this project, 403 when the key's user may not do this to it
 */
export function requireSchema({ world, projectId, params, method }: ApiRequest): SchemaPlace {
  const place = world.schemas.get(params["id"]?.toLowerCase() ?? "");
  if (place === undefined || place.schema.deleted || !isIn(place.source, projectId)) throw notFound();
  const required = requiredLevel(method);
  if (!reaches(place.schema.user_access_level, required)) {
    throw forbidden(`You do not have ${required} access to this table.`);
  }
  if (required === "editor" && place.source.system_managed) {
    throw forbidden("This schema is managed by PostHog and cannot be changed through this API.");
  }
  return place;
}

/**
 * The source that the path names.
 *
 * @throws {ApiError} as {@link requireSchema}
 */
export function requireSource({ world, projectId, params, method }: ApiRequest): Source {
  const source = world.sources.get(params["id"]?.toLowerCase() ?? "");
  if (source === undefined || !isIn(source, projectId)) throw notFound();
  const required = requiredLevel(method);
  if (!reaches(source.user_access_level, required)) {
    throw forbidden(`You do not have ${required} access to this resource.`);
  }
  if (required === "editor" && source.system_managed) {
    throw forbidden("This source is managed by PostHog and cannot be changed through this API.");
  }
  return source;
}

/** @throws {ApiError} 403 for a call that changes several tables of a source, when one of them is locked below the source */
export function requireEveryTable(schemas: readonly Schema[]): void {
  if (schemas.every((schema) => reaches(schema.user_access_level, "editor"))) return;
  throw forbidden("You do not have editor access to every table in this source.");
}

export const isIn = (source: Source, projectId: number): boolean => !source.deleted && source.project_id === projectId;

const requiredLevel = (method: string): "viewer" | "editor" => (method === "GET" ? "viewer" : "editor");

const reaches = (level: AccessLevel, required: "viewer" | "editor"): boolean => RANK[level ?? "none"] >= RANK[required];
