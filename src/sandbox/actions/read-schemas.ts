import { isIn, mayView, requireSchema } from "../access.js";
import type { Handler } from "../handler.js";
import { newestFirst } from "../newest-first.js";
import { matchesSearch, page } from "../pagination.js";
import { sourceOf } from "../world.js";
import { schemaView } from "../views/schema-view.js";

/** Rows that the key's user may not view are left out without a word. */
export const listSchemas: Handler = (request) => {
  const { world, projectId, query } = request;
  const schemas = world.document.sources
    .filter((source) => isIn(source, projectId))
    .flatMap((source) => source.schemas)
    .filter((schema) => !schema.deleted && mayView(schema.user_access_level) && matchesSearch(query, [schema.name]));
  return page(request, newestFirst(schemas), (schema) =>
    schemaView(sourceOf(world, schema), schema, { withSource: false }),
  );
};

export const retrieveSchema: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  return { status: 200, body: schemaView(source, schema, { withSource: true }) };
};
