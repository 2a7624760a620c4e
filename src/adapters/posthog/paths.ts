/** Paths below /api/projects/{id}/. An id comes from YAML or from an answer: it must stay one segment. */
export const schemaPath = (id: string, action = ""): string => below("external_data_schemas", id, action);
export const sourcePath = (id: string, action = ""): string => below("external_data_sources", id, action);

export const savedQueryPath = (id: string): string => below("warehouse_saved_queries", id, "");

const below = (collection: string, id: string, action: string): string =>
  `${collection}/${encodeURIComponent(id)}/${action === "" ? "" : `${action}/`}`;

/** The server's own default; named, because the request budget counts pages. */
export const FIRST_PAGE_OF_SOURCES = "external_data_sources/?limit=100";

/** A page holds a thousand, more than is ever read. */
export const SAVED_QUERIES = "warehouse_saved_queries/";

/**
 * The path of a `next` link below the project, or undefined where it leads elsewhere.
 * Behind a proxy the server names another host than the one that was asked: only path and query are followed.
 */
export function pathOfNext(next: string, projectId: number): string | undefined {
  if (!URL.canParse(next, "http://posthog.invalid")) return undefined;
  const { pathname, search } = new URL(next, "http://posthog.invalid");
  const project = `/api/projects/${projectId}/`;
  return pathname.startsWith(project) ? pathname.slice(project.length) + search : undefined;
}
