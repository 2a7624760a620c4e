import { isRecord } from "../../model/is-record.js";
import { requireEveryTable, requireSource } from "../access.js";
import { ApiError, invalid, serverError } from "../errors.js";
import type { Handler } from "../handler.js";
import { followUpOfSeveral, saveEdit } from "../patch/apply-edit.js";
import { beginEdit, type Edit } from "../patch/edit.js";
import { readSentFields } from "../patch/sent-fields.js";
import { setUpWebhook } from "../patch/webhook.js";
import { pythonRepr } from "../python-text.js";
import type { Schema, Source } from "../state.js";
import { schemaView } from "../views/schema-view.js";
import { readUpdates, type SchemaUpdate } from "./bulk-fields.js";
import { withDefaults } from "./fill-defaults.js";

interface Failure {
  readonly name: string;
  readonly reason: string;
  /** The caller's mistake, and not the server's. */
  readonly isInvalid: boolean;
}

/** Several tables at once, by the rules of PATCH. Not one transaction: a table that cannot be saved does not keep the others from it. */
export const bulkUpdateSchemas: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  const updates = readUpdates(request.body);
  const schemas = schemasOf(source, updates);
  requireEveryTable([...schemas.values()]);
  const failures: Failure[] = [];
  // What is wrong by itself is refused before anything is written.
  const edits = updates.flatMap((update) => {
    const schema = schemas.get(update.id);
    if (schema === undefined) return [];
    const fields = withDefaults(source, schema, update);
    if (fields.ok) return [beginEdit(world, { schema, source }, readSentFields(fields.value))];
    failures.push({ name: schema.name, reason: fields.error, isInvalid: true });
    return [];
  });
  const saved = edits.filter((edit) => {
    const failure = trySave(edit);
    if (failure !== undefined) failures.push(failure);
    return failure === undefined;
  });
  const followed = saved.map(tryFollowUp);
  if (failures.length > 0) throw notSaved(failures);
  if (followed.includes(false)) throw serverError();
  return { status: 200, body: saved.map(({ schema }) => schemaView(source, schema, { withSource: false })) };
};

function schemasOf(source: Source, updates: readonly SchemaUpdate[]): ReadonlyMap<string, Schema> {
  const ids = new Set(updates.map(({ id }) => id));
  if (ids.size !== updates.length) throw invalid("Schema updates must contain unique ids");
  const schemas = source.schemas.filter((schema) => !schema.deleted && ids.has(schema.id));
  if (schemas.length === ids.size) return new Map(schemas.map((schema) => [schema.id, schema]));
  throw invalid("One or more schemas could not be found for this source");
}

/** Each table is a transaction of its own, webhook included: what fails leaves nothing of it. */
function trySave(edit: Edit): Failure | undefined {
  const { source, schema, before } = edit;
  const webhook = structuredClone(source.webhook);
  try {
    saveEdit(edit);
    setUpWebhook(edit);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    Object.assign(schema, before);
    source.webhook = webhook;
    return { name: before.name, ...reasonOf(error) };
  }
}

function reasonOf({ reply: { status, body } }: ApiError): Pick<Failure, "reason" | "isInvalid"> {
  if (status !== 400 || !isRecord(body)) {
    return { reason: "a database error occurred while saving", isInvalid: false };
  }
  const detail = String(body["detail"]);
  const { attr } = body;
  // The server prints the list that its framework keeps for a field.
  const reason =
    typeof attr === "string" ? `${attr}: [ErrorDetail(string=${pythonRepr(detail)}, code='invalid')]` : detail;
  return { reason, isInvalid: true };
}

/** Schedules are written once every row is in place. One that fails does not keep the next from it. */
function tryFollowUp(edit: Edit): boolean {
  try {
    followUpOfSeveral(edit);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

function notSaved(failures: readonly Failure[]): ApiError {
  const reasons = failures.map(({ name, reason }) => `${name} (${reason})`).join(", ");
  const detail =
    `These schemas in the batch could not be saved: ${reasons}. ` +
    "Any other schemas in the batch were saved successfully — retry the ones listed here.";
  const status = failures.every(({ isInvalid }) => isInvalid) ? 400 : 503;
  return new ApiError({ status, body: { type: "server_error", code: "bulk_schema_save_failed", detail, attr: null } });
}
