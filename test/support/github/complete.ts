import { resolved } from "./contract.js";
import type { Schema } from "./contract.js";

/** Facts by the names that GitHub gives them. */
export type Facts = Readonly<Record<string, unknown>>;

/** Stands where the fake holds no fact: nobody takes it for one. */
const UNSET = { text: "unset", uri: "https://unset.invalid/", time: "2000-01-01T00:00:00Z" };
const LEAST: Facts = { integer: 0, number: 0, boolean: false, array: [], object: {} };

/**
 * An answer that has everything its schema requires. What the facts do not say is null where it may be, and otherwise the least
 * that fits.
 *
 * @throws Error for a fact that the schema does not know
 */
export function complete(written: Schema, facts: unknown, at = ""): unknown {
  const schema = resolved(written);
  if (schema.allOf !== undefined) return complete(merged(schema), facts, at);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return complete(fitting(branches, facts, at), facts, at);
  const types = [schema.type ?? []].flat();
  if (facts === null || (facts === undefined && types.includes("null"))) return null;
  if (schema.properties !== undefined) return completeObject(schema, schema.properties, facts ?? {}, at);
  if (schema.items !== undefined) {
    const { items } = schema;
    return ((facts ?? []) as readonly unknown[]).map((item, index) => complete(items, item, `${at}[${index}]`));
  }
  return facts ?? schema.enum?.[0] ?? least(schema, types);
}

function completeObject(
  schema: Schema,
  properties: NonNullable<Schema["properties"]>,
  facts: unknown,
  at: string,
): unknown {
  const given = facts as Facts;
  const strange = Object.keys(given).find((key) => !(key in properties));
  if (strange !== undefined && schema.additionalProperties === undefined)
    throw new Error(`GitHub tells no ${at}.${strange}`);
  const told = Object.entries(properties)
    .filter(([key]) => given[key] !== undefined || schema.required?.includes(key) === true)
    .map(([key, part]) => [key, complete(part, given[key], `${at}.${key}`)]);
  return { ...given, ...Object.fromEntries(told) };
}

function least({ format }: Schema, [type = "object"]: readonly string[]): unknown {
  if (type === "string") return format === "date-time" ? UNSET.time : format === "uri" ? UNSET.uri : UNSET.text;
  return LEAST[type];
}

/** The branch that knows every fact, and whose constants the facts bear. */
function fitting(branches: readonly Schema[], facts: unknown, at: string): Schema {
  const plain = branches.map((branch) => merged(resolved(branch)));
  const empty = facts === null || facts === undefined;
  const nothing = plain.find(({ type }) => type === "null");
  if (empty && nothing !== undefined) return nothing;
  const found = plain.find((branch) => branch !== nothing && fits(branch, facts));
  if (found === undefined) throw new Error(`GitHub has no form of ${at || "the answer"} for ${JSON.stringify(facts)}`);
  return found;
}

function fits({ properties, type }: Schema, facts: unknown): boolean {
  if (facts === undefined) return true;
  if (typeof facts !== "object" || facts === null) return type === typeof facts || type === "integer";
  return Object.entries(facts).every(([key, value]) => {
    const part = properties?.[key];
    return part !== undefined && (part.enum === undefined || part.enum.includes(value));
  });
}

/** All parts of an `allOf` as one. */
function merged(schema: Schema): Schema {
  if (schema.allOf === undefined) return schema;
  const parts = schema.allOf.map((part) => merged(resolved(part)));
  return {
    type: "object",
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as NonNullable<Schema["properties"]>,
    required: parts.flatMap(({ required }) => required ?? []),
  };
}
