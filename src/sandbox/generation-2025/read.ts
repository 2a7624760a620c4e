import { requireSchema, requireSource } from "../access.js";
import { schemasOf, sourcesOf } from "../actions/in-project.js";
import type { Handler } from "../handler.js";
import { page } from "../pagination.js";
import { sourceOf } from "../world.js";
import { schemaViewOf2025, sourceViewOf2025 } from "./views.js";

export const listSchemas: Handler = (request) =>
  page(request, schemasOf(request), (schema) => schemaViewOf2025(sourceOf(request.world, schema), schema));

export const retrieveSchema: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  return { status: 200, body: schemaViewOf2025(source, schema) };
};

export const listSources: Handler = (request) => page(request, sourcesOf(request), sourceViewOf2025);

export const retrieveSource: Handler = (request) => ({ status: 200, body: sourceViewOf2025(requireSource(request)) });
