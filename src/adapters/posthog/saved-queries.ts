import type { ServiceFault } from "../../model/fault.js";
import type { SavedQuery } from "../../model/readers.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { ask } from "./ask.js";
import { savedQueryPath, SAVED_QUERIES } from "./paths.js";
import type { Transport } from "./transport.js";

/** Each costs a request, because the list leaves the SQL out; the newest tell enough. */
const MOST = 100;

/** Views of the project with their SQL, newest first, at most 100. The key needs the scope `warehouse_view:read`. */
export async function readSavedQueries(transport: Transport): Promise<Result<readonly SavedQuery[], ServiceFault>> {
  const listed = await ask(transport, "GET", SAVED_QUERIES, (answer) =>
    answer.list("results").map((query) => query.text("id")),
  );
  if (!listed.ok) return listed;
  const read = await Promise.all(listed.value.value.slice(0, MOST).map((id) => readSql(transport, id)));
  const failed = read.find((one) => !one.ok);
  return failed?.ok === false ? err(failed.error) : ok(read.flatMap((one) => (one.ok ? [one.value.value] : [])));
}

const readSql = (transport: Transport, id: string) =>
  ask(transport, "GET", savedQueryPath(id), (answer) => ({
    name: answer.text("name"),
    sql: answer.part("query")?.textOrNull("query") ?? "",
  }));
