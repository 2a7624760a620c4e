import { requireSource } from "../access.js";
import { destinationsOf, pickOne, sentDestinations, setDestinations } from "../destinations.js";
import type { Handler } from "../handler.js";

export const readSourceDestinations: Handler = (request) => ({
  status: 200,
  body: { destination_ids: destinationsOf(requireSource(request)) ?? [] },
});

export const writeSourceDestinations: Handler = (request) => {
  const source = requireSource(request);
  const ids = sentDestinations(request);
  if (ids === null) throw pickOne();
  setDestinations(source, ids);
  return { status: 200, body: { destination_ids: ids } };
};
