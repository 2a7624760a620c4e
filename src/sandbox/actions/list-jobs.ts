import { requireSource } from "../access.js";
import { invalid } from "../errors.js";
import type { Handler } from "../handler.js";
import { instant } from "../instant.js";
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
    const at = instant(job.created_at);
    const schema = schemas.get(job.schema_id);
    const wanted = schema !== undefined && at > after && at < before && (names.size === 0 || names.has(schema.name));
    return wanted ? [jobView(source, job, schema)] : [];
  });
  return { status: 200, body: views.slice(0, MOST) };
};

const TIME =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|(?<sign>[+ -])(?<hours>\d{2}):?(?<minutes>\d{2})?)?)?$/iu;

/** A time without an offset is UTC. In a query string a `+` is a blank: one that was not escaped arrives as such. */
function bound(text: string | null): number | undefined {
  if (text === null || text === "") return undefined;
  const { day, clock = "00:00", sign, hours = "00", minutes = "00" } = TIME.exec(text)?.groups ?? {};
  const at = instant(`${day}T${clock}${sign === "-" ? "-" : "+"}${hours}:${minutes}`);
  if (Number.isNaN(at)) throw invalid("after and before must be ISO 8601 timestamps.");
  return at;
}
