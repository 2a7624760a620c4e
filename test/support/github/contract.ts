import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";

/** JSON Schema, as far as this folder looks into it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface PublishedOperation {
  readonly method: string;
  /** `/repos/{owner}/{repo}/…` */
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: "path" | "query";
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body: Schema | null;
  /** by status; null: without a body */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

interface Published {
  readonly operations: Readonly<Record<string, PublishedOperation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

const { operations, schemas } = JSON.parse(
  readFileSync(new URL("openapi/github.json", import.meta.url), "utf8"),
) as Published;

/** What GitHub publishes of the operations that are asked for, by operationId. */
export const published: Published["operations"] = operations;

/** The schema itself, where it is only named. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = schemas[schema.$ref.slice("#/schemas/".length)];
  if (found === undefined) throw new Error(`no schema ${schema.$ref}`);
  return resolved(found);
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

// The description says "type": "object" beside properties of another kind, and the like: that is its business.
const ajv = new Ajv({ strict: false, coerceTypes: false, schemas: [{ $id: "github", schemas }] });
ajv.addFormat("date-time", DATE_TIME);
ajv.addFormat("uri", (text: string) => URL.canParse(text));

/** Compiled when first needed: all of them take longer than most tests. */
const compiled = new Map<Schema, ValidateFunction>();

/** @returns what is wrong with the value; undefined: nothing */
export function fault(schema: Schema, value: unknown): string | undefined {
  const validate = compiled.get(schema) ?? ajv.compile(absolute(schema));
  compiled.set(schema, validate);
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "" });
}

/** References of a part of the document lead into the whole document. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/')) as Schema;
}
