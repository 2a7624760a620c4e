import { requireSchema } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { requireAnswer } from "../source/incremental-fields.js";

/** Four of the members that there are today. The source was always asked for all its tables. */
export const incrementalFields: Handler = (request) => {
  const { source, schema } = requireSchema(request);
  const table = requireAnswer(source).find(({ name }) => name === schema.name);
  if (table === undefined) throw refusedWithMessage(400, `Schema with name ${schema.name} not found`);
  return {
    status: 200,
    body: {
      incremental_fields: table.incremental_fields,
      incremental_available: table.supports_incremental,
      append_available: table.supports_append,
      full_refresh_available: true,
    },
  };
};
