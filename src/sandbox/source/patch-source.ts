import { isRecord } from "../../model/is-record.js";
import { requireSource } from "../access.js";
import { leaveNamespace, namespaceOf } from "../discovery/qualify.js";
import { invalid, serverError } from "../errors.js";
import type { Handler } from "../handler.js";
import { boolean, listOf, nullable, text, type FieldType } from "../patch/field-types.js";
import { refuseUnsupportedVersion } from "../patch/api-version.js";
import type { Source } from "../state.js";
import { sourceView } from "../views/source-view.js";
import { mergeConnection } from "./connection.js";
import { membersOf, type Members } from "./request-members.js";

type Writable = Pick<
  Source,
  "description" | "auto_sync_new_schemas" | "auto_sync_schema_patterns" | "direct_query_enabled" | "api_version"
>;

const FIELDS: { readonly [Name in keyof Writable]: FieldType<Writable[Name]> } = {
  description: nullable(text({ blank: true })),
  auto_sync_new_schemas: boolean,
  auto_sync_schema_patterns: nullable(listOf(text({ maxLength: 250 }), { maxLength: 100 })),
  direct_query_enabled: boolean,
  api_version: nullable(text({ maxLength: 128 })),
};

/** PATCH on a source. What is not writable, such as `prefix`, is passed over without a word; a refusal changes nothing. */
export const patchSource: Handler = (request) => {
  const source = requireSource(request);
  const sent = membersOf(request.body);
  const changes = readChanges(sent);
  refuseAccessMethod(source, sent);
  if (changes.auto_sync_new_schemas === true && source.access_method === "direct") {
    throw invalid(
      "Auto-syncing new schemas is not supported for direct query sources, because their schemas resolve at query time.",
    );
  }
  if (changes.api_version !== undefined) refuseUnsupportedVersion(source, changes.api_version, source.api_version);
  const prefix = directName(source, sent);
  const inputs = changedInputs(source, sent);
  Object.assign(source, changes, prefix);
  if (inputs !== undefined) connect(source, inputs);
  return { status: 200, body: sourceView(source, { detail: "full" }) };
};

function readChanges(sent: Members): Partial<Writable> {
  const changes: Partial<Writable> = {};
  for (const name of NAMES) readChange(name, sent, changes);
  return changes;
}

const isField = (name: string): name is keyof Writable => Object.hasOwn(FIELDS, name);
const NAMES = Object.keys(FIELDS).filter(isField);

function readChange<Name extends keyof Writable>(name: Name, sent: Members, into: Pick<Partial<Writable>, Name>): void {
  if (Object.hasOwn(sent, name)) into[name] = FIELDS[name](sent[name], name);
}

function refuseAccessMethod({ access_method }: Source, sent: Members): void {
  const asked = sent["access_method"] ?? null;
  if (asked === null || asked === access_method) return;
  throw invalid("Access method cannot be changed. Create a new source instead.");
}

/** Of a source that is queried live the prefix is its name, and can be changed; of all others tables are named by it. */
function directName(source: Source, sent: Members): Partial<Pick<Source, "prefix">> {
  if (source.access_method !== "direct") return {};
  const asked = Object.hasOwn(sent, "prefix") ? sent["prefix"] : source.prefix;
  const prefix = typeof asked === "string" ? asked.trim() : "";
  if (prefix === "") throw invalid("Name is required for direct query sources");
  return { prefix };
}

/** @throws {ApiError} 400 also when the source refuses the new settings: it is asked only if they differ */
function changedInputs(source: Source, sent: Members): Record<string, unknown> | undefined {
  const asked = sent["job_inputs"];
  if (asked === undefined) return undefined;
  if (!isRecord(asked)) throw serverError();
  const inputs = mergeConnection(source, asked);
  const { credentials_error: error } = source.live_source;
  if (error !== null && JSON.stringify(inputs) !== JSON.stringify(source.job_inputs)) {
    throw invalid(
      error ||
        "We couldn't validate those credentials. Check they're correct and have the required access, then try again.",
    );
  }
  return inputs;
}

function connect(source: Source, inputs: Record<string, unknown>): void {
  const namespace = namespaceOf(source);
  source.job_inputs = inputs;
  if (namespace !== undefined && namespaceOf(source) === undefined && source.capabilities.detects_primary_keys) {
    leaveNamespace(source, namespace);
  }
}
