import type { SchemaError } from "../generated/validator.js";
import { isField, isSyncType } from "../model/settings.js";
import { enumRefused, envNameRefused, nullRefused, patternRefused, shown, typeRefused } from "./explain-value.js";
import type { Refused } from "./explain-value.js";
import { notForType, refreshTooOften, tooInfrequentForCdc } from "./fitting.js";
import { originOf } from "./host.js";
import type { Explanation } from "./mistake.js";
import { isRecord } from "../model/is-record.js";
import { didYouMeanOne, nearest } from "./nearest.js";

/** One error of the validator with what it is about. */
interface Refusal extends Refused {
  readonly error: SchemaError;
  /** what holds the value */
  readonly parent: unknown;
  /** the keys that are known where it stands */
  readonly known: readonly string[];
}

type Explain = (refusal: Refusal) => Explanation;

/** Keywords that only say that another error lies below. */
export const isEcho = ({ keyword, schemaPath }: SchemaError): boolean =>
  keyword === "if" || (keyword !== "propertyNames" && schemaPath.includes("/propertyNames/"));

/** Whether the caret belongs under the key; else it stands under the value. */
export const isAboutKey = ({ keyword }: SchemaError): boolean =>
  ["additionalProperties", "propertyNames", "required", "false schema"].includes(keyword);

const BY_KEYWORD: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownField,
  required: missingField,
  "false schema": notHere,
  type: refusedType,
  enum: (refusal) =>
    refusal.value === null ? nullRefused(refusal) : enumRefused(refusal, listOf(refusal.error.params["allowedValues"])),
  const: (refusal) => (refusal.name === "version" ? unknownVersion(refusal) : onlyOneValue(refusal)),
  not: () => tooInfrequentForCdc(),
  pattern: refusedPattern,
  propertyNames: ({ name }) => ({
    code: name === "" ? "empty-value" : "invalid-value",
    message: `${shown(name)} cannot be a name here`,
    hint: name === "" ? "write a name" : "use letters, digits, dots, dashes and underscores, at most 63",
  }),
  minLength: empty,
  minItems: empty,
  minProperties: empty,
  uniqueItems: ({ name, value, error }) => ({
    code: "duplicate-item",
    message: `"${name}" names ${shown(listOf(value)[Number(error.params["i"])])} twice`,
    hint: "remove one of the two",
  }),
  minimum: outOfRange,
  maximum: outOfRange,
  maxLength: outOfRange,
  maxItems: outOfRange,
};

/** One mistake for one error; an error of a keyword without words of its own still says where and what. */
export const explainError: Explain = (refusal) => (BY_KEYWORD[refusal.error.keyword] ?? refusedPattern)(refusal);

const unknownVersion: Explain = ({ value }) => ({
  code: "version-unknown",
  message: `this format version is not known: ${shown(value)}`,
  hint: "write version: 1",
});

const onlyOneValue: Explain = ({ name, value, error }) => ({
  code: "invalid-value",
  message: `${shown(value)} is no value of "${name}"`,
  hint: `write ${name}: ${shown(error.params["allowedValue"])}, or leave it out`,
});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const typesOf = ({ error }: Refusal): readonly string[] => [error.params["type"]].flat().map(String);

function unknownField({ name, known }: Refusal): Explanation {
  return {
    code: "unknown-field",
    message: `"${name}" is not known here, so it would do nothing`,
    hint: didYouMeanOne(name, known).trimEnd() || `known here: ${known.join(", ")}`,
  };
}

const MISSING_HINTS: Readonly<Record<string, string>> = {
  version: "write version: 1 as the first line",
  source: "write source: { source_type: …, prefix: … } as PostHog shows them",
  tables: "declare at least one table under tables, by the name that PostHog shows",
  targets: "declare a target; warehog init writes a first file",
  reason: "write reason: and why, for whoever reads the history",
  management_mode:
    "write management_mode: posthog, or self_managed where you look after the slot and the publication yourselves",
};

function missingField({ name, parent }: Refusal): Explanation {
  const near = isRecord(parent) ? nearest(name, Object.keys(parent)) : undefined;
  // A key without a value stands there already: only its value is missing.
  const instead = near === undefined || near === name ? "" : `did you mean "${name}" by "${near}"? `;
  return {
    code: "missing-field",
    message: `"${name}" is missing here`,
    hint: `${instead}${MISSING_HINTS[name] ?? `add ${name}`}`,
  };
}

function notHere({ name, parent }: Refusal): Explanation {
  const type = isRecord(parent) ? parent["sync_type"] : undefined;
  if (typeof type === "string" && isSyncType(type) && isField(name)) return notForType(name, type);
  return {
    code: "source-selector",
    message: `"${name}" cannot stand beside id, which already names one source`,
    hint: "keep id, or source_type and prefix",
  };
}

function refusedType(refusal: Refusal): Explanation {
  if (isSecretPlace(refusal)) return envNameRefused(refusal);
  const nothing = refusal.value === null && MISSING_HINTS[refusal.name] !== undefined;
  return nothing ? missingField(refusal) : typeRefused(refusal, typesOf(refusal));
}

const isSecretPlace = ({ name }: Refused): boolean => name === "api_key_env" || name === "env";

function refusedPattern(refusal: Refusal): Explanation {
  const { name, value, error } = refusal;
  if (isSecretPlace(refusal)) return envNameRefused(refusal);
  if (name === "host") {
    const origin = originOf(String(value));
    if (!origin.ok) return origin.error;
  }
  if (error.schemaPath.includes("/sources/items/"))
    return {
      code: "file-outside",
      message: `${shown(value)} can lead out of the folder of this file`,
      hint: "write a path or glob below this folder, with slashes, such as warehouse/*.yaml",
    };
  return patternRefused(refusal, String(error.params["pattern"]));
}

function empty({ name }: Refusal): Explanation {
  const nullable = ["primary_key_columns", "enabled_columns", "row_filters"].includes(name);
  return {
    code: "empty-value",
    message: `"${name}" is empty`,
    hint: nullable
      ? `write ${name}: null for ${name === "enabled_columns" ? "all" : "none"}, or remove it`
      : "write a value",
  };
}

function outOfRange({ name, value, error }: Refusal): Explanation {
  const least = error.keyword === "minimum" ? Number(error.params["limit"]) : 0;
  // The field's own minimum is one day; a greater one comes with the frequency beside it.
  if (name === "full_refresh_interval_days" && least > 1) return refreshTooOften(least);
  const most = error.keyword.startsWith("max");
  return {
    code: "invalid-value",
    message: `${shown(value)} is out of the range of "${name}"`,
    hint: `write ${most ? "at most" : "at least"} ${String(error.params["limit"])}${error.keyword === "maxItems" ? " items" : ""}`,
  };
}
