import { requireSchema } from "../access.js";
import { destinationsOf, sentDestinations, setDestinations } from "../destinations.js";
import type { Handler } from "../handler.js";

export const readSchemaDestinations: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  const own = destinationsOf(schema);
  return {
    status: 200,
    body: {
      destination_ids: own ?? null,
      inherits_from_source: own === undefined,
      effective_destination_ids: own ?? destinationsOf(source) ?? [],
    },
  };
};

/** null lets the table follow its source again. The answer does not tell where the table goes in the end. */
export const writeSchemaDestinations: Handler = (request) => {
  const { schema } = requireSchema(request);
  const ids = sentDestinations(request);
  setDestinations(schema, ids);
  return { status: 200, body: { destination_ids: ids, inherits_from_source: ids === null } };
};
