import { notFound } from "../errors.js";
import { recordsIn, textIn } from "../extensions.js";
import type { ApiRequest, Handler } from "../handler.js";
import { matchesSearch } from "../pagination.js";
import { newestFirst } from "../newest-first.js";

const PAGE_SIZE = 1000;
const CREATED = "2026-01-01T00:00:00Z";

/** Views of the project, which may read synced tables. The list leaves their SQL out, and counts pages instead of offsets. */
export const listSavedQueries: Handler = (request) => {
  const { query, url } = request;
  const found = viewsOf(request).filter((view) => matchesSearch(query, [view.name]));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const sent = query.get("page") ?? "1";
  const page = sent === "last" ? pages : Number(sent);
  if (!Number.isInteger(page) || page < 1 || page > pages) throw notFound("Invalid page.");
  const link = (target: number): string => {
    const linked = new URL(url);
    if (target === 1) linked.searchParams.delete("page");
    else linked.searchParams.set("page", String(target));
    return linked.href;
  };
  return {
    status: 200,
    body: {
      count: found.length,
      next: page < pages ? link(page + 1) : null,
      previous: page > 1 ? link(page - 1) : null,
      results: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ sql: _sql, ...view }) => view),
    },
  };
};

export const retrieveSavedQuery: Handler = (request) => {
  const found = viewsOf(request).find((candidate) => candidate.id === request.params["id"]?.toLowerCase());
  if (found === undefined) throw notFound();
  const { sql, ...view } = found;
  return { status: 200, body: { ...view, query: { kind: "HogQLQuery", query: sql } } };
};

/** From the document's `extensions.saved_queries: [{id, name, query, created_at?, project_id?}]`, `query` being SQL. */
const viewsOf = ({ world, projectId }: ApiRequest) =>
  newestFirst(
    recordsIn(world.document.extensions, "saved_queries")
      .filter((view) => (view["project_id"] ?? world.document.projects[0]?.id) === projectId)
      .map((view) => ({
        id: textIn(view, "id") ?? "",
        deleted: false,
        name: textIn(view, "name") ?? "",
        created_by: null,
        created_at: textIn(view, "created_at") ?? CREATED,
        columns: [],
        status: null,
        last_run_at: null,
        latest_error: null,
        sync_frequency: null,
        is_materialized: false,
        user_access_level: "manager",
        sql: textIn(view, "query") ?? "",
      })),
  );
