import type { StateDocument } from "../state.js";
import { withCanonicalFilters } from "../filter-operators.js";
import type { World } from "../world.js";

/** What `GET /__sandbox/state` answers: a document that loads again. It shares its parts with the world. */
export function dumpState({ document, effects, runs }: World): StateDocument & { readonly effects: unknown } {
  const extensions = runs.size === 0 ? document.extensions : { ...document.extensions, runs: Object.fromEntries(runs) };
  const sources = document.sources.map((source) => ({ ...source, schemas: source.schemas.map(withCanonicalFilters) }));
  return { ...document, sources, extensions, effects };
}
