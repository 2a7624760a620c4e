import { requireSource } from "../access.js";
import { invalid } from "../errors.js";
import type { Handler } from "../handler.js";
import { newestFirst } from "../newest-first.js";
import { jobView } from "../views/job-view.js";

const MOST = 50;

/** A bare array: this endpoint has no pages. Both bounds are exclusive, and `schemas` names tables, not ids. */
export const listJobs: Handler = (request) => {
  const source = requireSource(request);
  const after = bound(request.query.get("after")) ?? Number.NEGATIVE_INFINITY;
  const before = bound(request.query.get("before")) ?? Number.POSITIVE_INFINITY;
  const names = new Set(request.query.getAll("schemas"));

  const schemas = new Map(source.schemas.map((schema) => [schema.id, schema]));
  const views = newestFirst(source.jobs).flatMap((job) => {
    const at = Date.parse(job.created_at);
    const schema = schemas.get(job.schema_id);
    const wanted = schema !== undefined && at > after && at < before && (names.size === 0 || names.has(schema.name));
    return wanted ? [jobView(job, schema)] : [];
  });
  return { status: 200, body: views.slice(0, MOST) };
};

/** In a query string a `+` is a blank: the offset of a time that was not escaped arrives with one. */
function bound(text: string | null): number | undefined {
  if (text === null || text === "") return undefined;
  const at = Date.parse(text.replace(/ (?=\d{2}:?\d{2}$)/u, "+"));
  if (Number.isNaN(at)) throw invalid("after and before must be ISO 8601 timestamps.");
  return at;
}
