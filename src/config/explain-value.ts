import type { Explanation } from "./mistake.js";
import { didYouMeanOne } from "./nearest.js";

/** What is known of a value that the schema refuses. */
export interface Refused {
  /** the last key on the way to it */
  readonly name: string;
  readonly value: unknown;
}

export function nullRefused({ name }: Refused): Explanation {
  return {
    code: "null-not-allowed",
    message: `null, or nothing, is no value of "${name}"`,
    hint:
      name === "should_sync" || name === "sync_type"
        ? "remove the line to leave it alone; should_sync: false stops a table"
        : "remove the line to leave it alone, or write a value",
  };
}

export function enumRefused({ name, value }: Refused, allowed: readonly unknown[]): Explanation {
  if (name === "sync_frequency" && value === "never")
    return {
      code: "frequency-not-offered",
      message: "never is no frequency: PostHog refuses it",
      hint: "to stop the table write should_sync: false",
    };
  if (name === "sync_frequency" && value === "1min")
    return {
      code: "frequency-not-offered",
      message: "PostHog no longer syncs every minute",
      hint: "the fastest is sync_frequency: 5min",
    };
  const choices = allowed.map(String);
  const near = typeof value === "string" ? didYouMeanOne(value, choices) : "";
  return {
    code: "invalid-value",
    message: `${shown(value)} is no value of "${name}"`,
    hint: `${near}choose one of: ${choices.join(", ")}`,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  object: "a mapping",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "null",
};

/** @param expected  the schema's own names of types */
export function typeRefused({ name, value }: Refused, expected: readonly string[]): Explanation {
  if (value === null) return nullRefused({ name, value });
  return {
    code: "wrong-type",
    message: `"${name}" must be ${expected.map((type) => KINDS[type] ?? type).join(" or ")}, and this is ${kindOf(value)}`,
    hint: typeHint(name, value, expected),
  };
}

function typeHint(name: string, value: unknown, expected: readonly string[]): string {
  const scalar = ["string", "number", "boolean"].includes(typeof value)
    ? JSON.stringify(value).replaceAll('"', "")
    : undefined;
  if (expected.includes("string") && scalar !== undefined) return `put it in quotes: ${name}: "${scalar}"`;
  if (expected.includes("array") && scalar !== undefined) return `write it as a list: ${name}: [${scalar}]`;
  if (Array.isArray(value)) return `write one value${name === "value" ? "; a list goes with IN and NOT IN" : ""}`;
  if (expected.includes("boolean")) return "write true or false; yes, no, on and off are texts in YAML 1.2";
  if (expected.includes("integer") || expected.includes("number")) return "write digits, without quotes";
  return "compare with docs/configuration.md";
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return KINDS[typeof value] ?? typeof value;
}

const UUID = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
/** What each pattern of the schemas asks for. */
const FORMS: Readonly<Record<string, string>> = {
  id: 'the id as the plan shows it, such as "7f3a91c2"',
  sync_time_of_day: 'a time of day in UTC: "02:30" or "02:30:00"',
  full_refresh_time_of_day: 'a time of day in UTC: "02:30" or "02:30:00"',
  slot_name: "lower-case letters, digits and underscores, at most 63",
};

/** @param pattern  of the schema */
export function patternRefused({ name, value }: Refused, pattern: string): Explanation {
  const form = pattern === UUID ? "the id from the address of its page" : FORMS[name];
  return {
    code: "invalid-value",
    message: `${shown(value)} is no value of "${name}"`,
    hint: form === undefined ? "compare with docs/configuration.md" : `write ${form}`,
  };
}

export function envNameRefused({ value }: Refused): Explanation {
  const isKey = typeof value === "string" && /^ph[xs]_/.test(value);
  return isKey ? keyInFile : envNameInvalid;
}

export const keyInFile: Explanation = {
  code: "key-in-file",
  message: "an API key stands in the file, where everybody who reads it can use it",
  hint: "take it out, revoke it in PostHog, and write the NAME of the environment variable that holds the new one",
  withheld: true,
};

const envNameInvalid: Explanation = {
  code: "env-name-invalid",
  message: "the NAME of an environment variable belongs here, never the value",
  hint: "write letters, digits and underscores, such as POSTHOG_API_KEY; if this was a secret, replace it by a new one",
  withheld: true,
};

export const shown = (value: unknown): string => {
  const text = typeof value === "string" ? `"${value}"` : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
