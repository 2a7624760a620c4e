import { requireSchema } from "../access.js";
import type { Handler } from "../handler.js";
import { page } from "../pagination.js";
import { sourceOf } from "../world.js";
import { schemaView } from "../views/schema-view.js";
import { schemasOf } from "./in-project.js";

export const listSchemas: Handler = (request) =>
  page(request, schemasOf(request), (schema) =>
    schemaView(sourceOf(request.world, schema), schema, { withSource: false }),
  );

export const retrieveSchema: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  return { status: 200, body: schemaView(source, schema, { withSource: true }) };
};
