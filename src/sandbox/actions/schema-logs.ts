import { requireSchema } from "../access.js";
import { invalid } from "../errors.js";
import { recordsIn, textIn } from "../extensions.js";
import type { Handler } from "../handler.js";
import { instant } from "../instant.js";
import { page } from "../pagination.js";
import { integer } from "../patch/field-types.js";
import { sentInstant } from "../sent-instant.js";
import type { Schema } from "../state.js";

const MOST = integer({ min: 1, max: 500 });
const USUAL = 50;

/**
 * The newest lines of a schema's runs, from `extensions.logs` of the schema.
 *
 * `limit` cuts twice, as on the server: it is how many lines are read, and how many of these a page holds. There is no second page.
 */
export const schemaLogs: Handler = (request) => {
  const { schema } = requireSchema(request);
  const { query } = request;
  const limit = query.get("limit");
  const after = sentInstant(query.get("after"), malformed("after")) ?? Number.NEGATIVE_INFINITY;
  const before = sentInstant(query.get("before"), malformed("before")) ?? Number.POSITIVE_INFINITY;
  const levels = query.get("level")?.toUpperCase().split(",") ?? [];
  const search = (query.get("search") ?? "").toLowerCase();
  const instance = query.get("instance_id");
  const most = limit === null ? USUAL : MOST(limit, "limit");
  const lines = linesOf(schema).filter(
    (line) =>
      line.at > after &&
      line.at < before &&
      (levels.length === 0 || levels.includes(line.shown.level)) &&
      line.shown.message.toLowerCase().includes(search) &&
      (instance === null || line.shown.instance_id === instance),
  );
  return page(request, lines.toSorted((a, b) => b.at - a.at).slice(0, most), ({ shown }) => shown);
};

const linesOf = (schema: Schema) =>
  recordsIn(schema.extensions, "logs").map((line) => {
    const timestamp = textIn(line, "timestamp") ?? "";
    const shown = {
      log_source_id: schema.id,
      instance_id: textIn(line, "instance_id") ?? "",
      timestamp,
      level: (textIn(line, "level") ?? "INFO").toUpperCase(),
      message: textIn(line, "message") ?? "",
    };
    return { at: instant(timestamp), shown };
  });

const malformed = (attr: string) => () =>
  invalid(
    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
    { attr },
  );
