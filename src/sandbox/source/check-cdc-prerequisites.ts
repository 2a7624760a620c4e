import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { pythonStr } from "../python-text.js";
import type { Source } from "../state.js";
import type { World } from "../world.js";
import { requestedMode, unfitTables } from "./cdc-prerequisites.js";
import { membersOf, type Members } from "./request-members.js";

const NEEDED = ["host", "port", "database", "user", "password"] as const;

/**
 * Checks a database that is no source yet, with credentials from the body. The sandbox has no other databases than those of its
 * sources: the one with the same host answers.
 */
export const checkCdcPrerequisites: Handler = ({ world, body }) => {
  const sent = membersOf(body);
  const type = sent["source_type"];
  if (!isCapable(world, type)) {
    throw refusedWithMessage(400, "CDC prerequisite checks are only supported for CDC enabled sources.");
  }
  const missing = NEEDED.filter((name) => sent[name] === undefined || sent[name] === "");
  if (missing.length > 0) {
    const errors = missing.map((name) => `Missing required field: '${name}'`);
    throw refusedWithMessage(400, `Invalid source config: ${errors.join(", ")}`);
  }
  requestedMode(sent);
  const database = world.document.sources.find((source) => isDatabase(source, sent));
  const failure =
    database === undefined
      ? `could not translate host name "${pythonStr(sent["host"])}" to address: Name or service not known`
      : database.live_source.connection_error;
  if (failure !== null || database === undefined) {
    throw refusedWithMessage(400, `Could not connect to Postgres to check prerequisites: ${failure}`);
  }
  const errors = [...database.live_source.cdc.prerequisite_errors, ...unfitTables(database, sent["tables"])];
  return { status: 200, body: { valid: errors.length === 0, errors } };
};

const isCapable = ({ document }: World, type: unknown): boolean =>
  type === "Postgres" ||
  document.sources.some((source) => source.source_type === type && source.capabilities.supports_cdc);

const isDatabase = ({ source_type, job_inputs }: Source, sent: Members): boolean =>
  source_type === sent["source_type"] && job_inputs?.["host"] === sent["host"];
