import { requireSchema } from "../access.js";
import type { Handler } from "../handler.js";
import { removeSchema } from "../removal.js";

export const destroySchema: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  removeSchema(request.world, source, schema);
  return { status: 204 };
};
