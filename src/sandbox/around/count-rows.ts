import { isRecord } from "../../model/is-record.js";
import { isIn, mayView } from "../access.js";
import { invalid } from "../errors.js";
import type { ApiRequest, Handler } from "../handler.js";
import { notEmulated } from "../not-emulated.js";
import type { Table } from "../state.js";

const COUNT = /^\s*select\s+count\(\s*\*?\s*\)\s+from\s+([\w.]+)\s*;?\s*$/iu;

/** Of the query endpoint, the one question that a plan has for it: how many rows a synced table holds. */
export const countRows: Handler = (request) => {
  const sql = sqlOf(request.body);
  if (sql === undefined) throw invalid("This field is required.", { attr: "query", code: "required" });
  const name = COUNT.exec(sql)?.[1];
  if (name === undefined) return notEmulated(request);
  const table = findTable(request, name);
  if (table === undefined) throw invalid(`Unknown table \`${name}\`.`);
  return {
    status: 200,
    body: {
      query: sql,
      columns: ["count()"],
      types: [["count()", "UInt64"]],
      results: [[table.row_count ?? 0]],
      hasMore: false,
      error: null,
    },
  };
};

function sqlOf(body: unknown): string | undefined {
  const query = isRecord(body) ? body["query"] : undefined;
  const sql = isRecord(query) ? query["query"] : undefined;
  return typeof sql === "string" ? sql : undefined;
}

/** By either of its names, the dotted one and the one with underscores. */
function findTable({ world, projectId }: ApiRequest, name: string): Table | undefined {
  const schemas = world.document.sources.filter((source) => isIn(source, projectId)).flatMap(({ schemas: all }) => all);
  const shown = schemas.filter(
    ({ deleted, internal, user_access_level: level }) => !deleted && !internal.table_deleted && mayView(level),
  );
  return (
    shown.map(({ table }) => table).find((table) => table?.hogql_name === name || table?.name === name) ?? undefined
  );
}
