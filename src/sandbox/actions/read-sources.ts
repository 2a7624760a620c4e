import { isIn, mayView, requireSource } from "../access.js";
import type { Handler } from "../handler.js";
import { newestFirst } from "../newest-first.js";
import { matchesSearch, page } from "../pagination.js";
import { sourceView } from "../views/source-view.js";

/** Rows that the key's user may not view are left out without a word. */
export const listSources: Handler = (request) => {
  const { world, projectId, query } = request;
  const sources = world.document.sources.filter(
    (source) =>
      isIn(source, projectId) &&
      mayView(source.user_access_level) &&
      matchesSearch(query, [source.source_type, source.prefix]),
  );
  return page(request, newestFirst(sources), (source) => sourceView(source, { detail: "trimmed" }));
};

export const retrieveSource: Handler = (request) => ({
  status: 200,
  body: sourceView(requireSource(request), { detail: "full" }),
});
