import { isIn, mayView } from "../access.js";
import type { ApiRequest } from "../handler.js";
import { newestFirst } from "../newest-first.js";
import { matchesSearch } from "../pagination.js";
import type { Schema, Source } from "../state.js";

/** What a list of the project shows. Rows that the key's user may not view are left out without a word. */

export const schemasOf = ({ world, projectId, query }: ApiRequest): readonly Schema[] =>
  newestFirst(
    world.document.sources
      .filter((source) => isIn(source, projectId))
      .flatMap((source) => source.schemas)
      .filter((schema) => !schema.deleted && mayView(schema.user_access_level) && matchesSearch(query, [schema.name])),
  );

export const sourcesOf = ({ world, projectId, query }: ApiRequest): readonly Source[] =>
  newestFirst(
    world.document.sources.filter(
      (source) =>
        isIn(source, projectId) &&
        mayView(source.user_access_level) &&
        matchesSearch(query, [source.source_type, source.prefix]),
    ),
  );
