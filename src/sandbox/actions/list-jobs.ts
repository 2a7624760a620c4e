import { requireSource } from "../access.js";
import { invalid } from "../errors.js";
import type { Handler } from "../handler.js";
import { instant } from "../instant.js";
import { newestFirst } from "../newest-first.js";
import { sentInstant } from "../sent-instant.js";
import { jobView } from "../views/job-view.js";

const MOST = 50;

/** A bare array: this endpoint has no pages. Both bounds are exclusive, and `schemas` names tables, not ids. */
export const listJobs: Handler = (request) => {
  const source = requireSource(request);
  const after = sentInstant(request.query.get("after"), malformed) ?? Number.NEGATIVE_INFINITY;
  const before = sentInstant(request.query.get("before"), malformed) ?? Number.POSITIVE_INFINITY;
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

const malformed = () => invalid("after and before must be ISO 8601 timestamps.");
