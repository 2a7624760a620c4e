import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DIAGNOSTIC_CODES } from "../../src/config/codes.js";
import { keysAt, PROJECT_SHAPE, SOURCE_SHAPE } from "../../src/config/shape.js";
import type { Shape } from "../../src/config/shape.js";
import { parseSource } from "../../src/config/source.js";
import {
  CDC_TABLE_MODES,
  CURSOR_TYPES,
  FIELD_APPLIES,
  FIELDS,
  FILTER_OPERATORS,
  FREQUENCIES,
  SYNC_TYPES,
} from "../../src/model/settings.js";
import type { Field } from "../../src/model/settings.js";
import { STRATEGIES } from "../../src/model/effect.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";

interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

const schemaOf = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`../../schemas/v1/${name}.schema.json`, import.meta.url), "utf8"));
const FILES = [
  { name: "project", schema: schemaOf("project"), shape: PROJECT_SHAPE },
  { name: "source", schema: schemaOf("source"), shape: SOURCE_SHAPE },
];

const resolved = (part: Schema, root: Schema): Schema => {
  const reference = part.$ref ?? (part.properties === undefined ? part.allOf?.[0]?.$ref : undefined);
  return reference === undefined ? part : (root.definitions?.[reference.split("/").at(-1) ?? ""] ?? {});
};

/** The shape of a file as its schema has it. */
function shapeIn(part: Schema, root: Schema): Shape {
  const { properties = {}, additionalProperties, items } = resolved(part, root);
  const named = Object.entries(properties).filter(([key]) => key !== "$schema");
  const any = items ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
  const anyShape = any === undefined ? {} : shapeIn(any, root);
  return {
    ...Object.fromEntries(named.map(([key, value]) => [key, shapeIn(value, root)])),
    ...(Object.keys(anyShape).length > 0 ? { "*": anyShape } : {}),
  };
}

/** Every part of a schema that stands for a value somebody writes. */
function partsOf(schema: Schema): readonly (readonly [string, Schema])[] {
  const own = (prefix: string, part: Schema): readonly (readonly [string, Schema])[] =>
    Object.entries(part.properties ?? {}).flatMap(([key, value]) => [
      [`${prefix}.${key}`, value],
      ...own(`${prefix}.${key}`, value),
    ]);
  const definitions = Object.entries(schema.definitions ?? {}).flatMap(([name, part]) => [
    [name, part] as const,
    ...own(name, part),
  ]);
  return [...own("", schema), ...definitions].filter(([name, part]) => part.$ref === undefined && name !== "settings");
}

/** A value of each field that its own schema takes. */
const EXAMPLES: { readonly [F in Field]: string } = {
  should_sync: "true",
  sync_type: "incremental",
  incremental_field: "id",
  incremental_field_type: "integer",
  incremental_field_lookback_seconds: "60",
  primary_key_columns: "[id]",
  cdc_table_mode: "both",
  sync_frequency: "1hour",
  sync_time_of_day: "02:30",
  full_refresh_interval_days: "30",
  full_refresh_time_of_day: "02:30",
  enabled_columns: "[id]",
  row_filters: '[{ column: a, operator: "=", value: 1 }]',
  api_version: '"1"',
};

describe("the schemas", () => {
  it.each(FILES)("know the same keys as the hints: $name", ({ schema, shape }) => {
    expect(shapeIn(schema, schema)).toEqual(shape);
  });

  it.each(FILES)("have an address with a version: $name", ({ name, schema }) => {
    expect(schema.$id).toBe(`https://raw.githubusercontent.com/warehog/warehog/v1/schemas/v1/${name}.schema.json`);
  });

  it.each(FILES)("describe every value, and every choice, to whoever hovers over it: $name", ({ schema }) => {
    const bare = partsOf(schema).filter(([, { description }]) => description === undefined);
    const uneven = partsOf(schema).filter(
      ([, part]) => (part.enumDescriptions ?? part.enum)?.length !== part.enum?.length,
    );

    expect(bare.map(([name]) => name)).toEqual([]);
    expect(uneven.map(([name]) => name)).toEqual([]);
  });

  it("offer the choices of the model", () => {
    const { definitions = {} } = schemaOf("source");
    const choices = (name: string, key: string) => definitions[name]?.properties?.[key]?.enum;

    expect(definitions["sync_type"]?.enum).toEqual(SYNC_TYPES);
    expect(definitions["incremental_field_type"]?.enum).toEqual(CURSOR_TYPES);
    expect(definitions["sync_frequency"]?.enum).toEqual(FREQUENCIES);
    expect(definitions["cdc_table_mode"]?.enum).toEqual(CDC_TABLE_MODES);
    expect(choices("row_filter", "operator")).toEqual(FILTER_OPERATORS);
    expect(choices("consent", "strategy")).toEqual(STRATEGIES);
  });

  it("say the defaults of the policy", () => {
    const { properties = {} } = schemaOf("project").definitions?.["policy"] ?? {};
    const defaults = (parts: Readonly<Record<string, Schema>>): unknown =>
      Object.fromEntries(
        Object.entries(parts).map(([key, part]) => [
          key,
          part.properties === undefined ? part.default : defaults(part.properties),
        ]),
      );

    expect(defaults(properties)).toEqual(DEFAULT_POLICY);
  });

  it.each(
    SYNC_TYPES.flatMap((type) => FIELDS.map((field) => ({ type, field, fits: FIELD_APPLIES[field].includes(type) }))),
  )("and the model agree on $field under $type", ({ type, field, fits }) => {
    const fields = field === "sync_type" ? `sync_type: ${type}` : `sync_type: ${type}, ${field}: ${EXAMPLES[field]}`;
    const text = `version: 1\nsource: { source_type: X }\ntables:\n  a: { ${fields} }\n`;
    const { diagnostics } = parseSource({ path: "x.yaml", text });

    expect(diagnostics.map(({ code }) => code)).toEqual(fits ? [] : ["field-not-for-type"]);
  });

  it("give an example of every field that would pass", () => {
    const { definitions = {} } = schemaOf("source");
    const tables = FIELDS.flatMap((field) =>
      (definitions[field]?.examples ?? []).map((example) => ({ [field]: example })),
    );
    const text = JSON.stringify({
      version: 1,
      source: { source_type: "X" },
      tables: Object.fromEntries(tables.map((table, index) => [`t${index}`, table])),
    });

    expect(tables.length).toBeGreaterThanOrEqual(FIELDS.length);
    expect(parseSource({ path: "x.yaml", text }).diagnostics).toEqual([]);
  });
});

describe("keysAt", () => {
  it("knows nothing below a value, whatever it is called", () => {
    expect(keysAt(SOURCE_SHAPE, ["tables", "a", "sync_type", "x"])).toEqual([]);
    expect(keysAt(SOURCE_SHAPE, ["constructor"])).toEqual([]);
  });
});

describe("the codes", () => {
  it("are in kebab case and say what to do", () => {
    for (const [code, about] of Object.entries(DIAGNOSTIC_CODES)) {
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(about).toMatch(/^[A-Z`].*\.$/);
    }
  });
});
