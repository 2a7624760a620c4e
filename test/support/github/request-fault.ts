import { fault, resolved } from "./contract.js";
import type { PublishedOperation, Schema } from "./contract.js";
import type { Facts } from "./complete.js";

export interface Written {
  readonly path: Facts;
  readonly query: Readonly<Record<string, string>>;
  /** undefined: none was sent */
  readonly body: unknown;
}

/** @returns what GitHub does not publish about a request; undefined: it may be sent so */
export function requestFault(operation: PublishedOperation, { path, query, body }: Written): string | undefined {
  const declared = operation.parameters.filter((it) => it.in === "query").map(({ name }) => name);
  const strange = Object.keys(query).find((name) => !declared.includes(name));
  if (strange !== undefined) return `no parameter ${strange}`;
  for (const { name, in: where, required, schema } of operation.parameters) {
    const text = where === "path" ? path[name] : query[name];
    if (text === undefined && !required) continue;
    const wrong = fault(schema, valueOf(schema, text));
    if (wrong !== undefined) return `${name}${wrong}`;
  }
  if (operation.body === null) return body === undefined ? undefined : "no body is taken";
  return bodyFault(operation.body, body);
}

function bodyFault(schema: Schema, body: unknown): string | undefined {
  const known = keysOf(schema);
  const given = typeof body === "object" && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
  const strange = given.find((key) => !known.has(key));
  // GitHub ignores what it does not know: nobody would notice a slip of the pen.
  return strange === undefined ? fault(schema, body ?? {}) : `no field ${strange}`;
}

function keysOf(written: Schema): ReadonlySet<string> {
  const { properties = {}, allOf = [], anyOf = [], oneOf = [] } = resolved(written);
  return new Set([...Object.keys(properties), ...[...allOf, ...anyOf, ...oneOf].flatMap((part) => [...keysOf(part)])]);
}

/** What stands in an address is text. */
function valueOf(written: Schema, text: unknown): unknown {
  const { type, oneOf } = resolved(written);
  const numeric = /^\d+$/.test(String(text));
  if (oneOf !== undefined) return numeric && oneOf.some((part) => part.type === "integer") ? Number(text) : text;
  if ((type === "integer" || type === "number") && numeric) return Number(text);
  return type === "boolean" && (text === "true" || text === "false") ? text === "true" : text;
}
