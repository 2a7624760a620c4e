// docs/configuration.md, written from the schemas that ajv and editors read.
import { readFile } from "node:fs/promises";
import { stringify } from "yaml";

const readSchema = async (name) =>
  JSON.parse(await readFile(new URL(`../schemas/v1/${name}.schema.json`, import.meta.url), "utf8"));

/** The Markdown of docs/configuration.md. */
export async function configurationDocs() {
  const [project, source] = await Promise.all([readSchema("project"), readSchema("source")]);
  return (
    [INTRODUCTION, fileDocs("warehog.yaml", project), fileDocs("A source file", source), NOTES].join("\n\n") + "\n"
  );
}

const INTRODUCTION = `# Configuration

<!-- Generated from schemas/v1 by \`npm run generate\`. -->

One project file, \`warehog.yaml\`, names the PostHog projects; beside it stands one file a source. Both are YAML 1.2, carry
\`version: 1\`, and are checked against a JSON Schema that editors read too. To get completion and hints, start a file with

\`\`\`yaml
# yaml-language-server: $schema=https://raw.githubusercontent.com/warehog/warehog/v1/schemas/v1/source.schema.json
\`\`\`

\`warehog validate\` says everything that is wrong, with file, line, column and what to do; \`warehog explain <code>\` tells more.
A key marked with \\* is required.`;

const NOTES = `## How values come together

- **Absent means unmanaged.** A field that is not declared is left as it is; a table that is not declared is never touched.
- \`defaults\` < \`rules\` in their order < the table's own entry. Lists are replaced, never merged.
- A default or a rule counts only where the field means something under the sync type that the table declares in the end. In a
  table's own entry such a field is a mistake. Where no sync type is declared, the live one decides when a plan is made.
- \`null\` is a value only where it says so above: it asks PostHog to forget the value. To leave a field alone, leave it out.
- Globs in \`rules\` select among the declared tables only; \`*\` runs over dots and slashes too. Globs in \`sources\` never leave the
  folder of the project file, and symbolic links are refused.
- YAML is data: no tags, no includes, no merge keys (\`<<\`), no second document; duplicate keys are mistakes. Files up to 16 MiB.`;

function fileDocs(title, schema) {
  const example = stringify(Object.fromEntries(exampleEntries(schema)), {
    lineWidth: 100,
    flowCollectionPadding: true,
  });
  const sections = objectsIn(schema, schema, []).map((part) => sectionDocs(part, schema));
  return [`## ${title}`, schema.description, `\`\`\`yaml\n${example}\`\`\``, ...sections].join("\n\n");
}

const resolved = (schema, root) => {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference === undefined || schema.properties !== undefined) return schema;
  return { ...root.definitions[reference.split("/").at(-1)], ...schema };
};

/** Sections in the order of the file: every mapping whose keys are known, once. */
function objectsIn(schema, root, path) {
  const own = resolved(schema, root);
  if (path.length > 0 && isSettings(schema)) return [];
  const here = own.properties === undefined ? [] : [{ path, schema: own }];
  const below = Object.entries(own.properties ?? {}).flatMap(([key, part]) => objectsIn(part, root, [...path, key]));
  const entries =
    typeof own.additionalProperties === "object" ? objectsIn(own.additionalProperties, root, [...path, "<name>"]) : [];
  const items = own.items === undefined ? [] : objectsIn(own.items, root, [...path, "[]"]);
  return [...here, ...below, ...entries, ...items];
}

const isSettings = (schema) => schema.allOf?.[0]?.$ref === "#/definitions/settings";

function sectionDocs({ path, schema }, root) {
  const isTable = schema.properties.sync_type !== undefined;
  const header = isTable ? ["key", "type", "sync types", "meaning"] : ["key", "type", "default", "meaning"];
  const rows = Object.entries(schema.properties)
    .filter(([key]) => key !== "$schema")
    .map(([key, part]) => {
      const own = resolved(part, root);
      const name = `\`${key}\`${schema.required?.includes(key) ? " \\*" : ""}`;
      const third = isTable
        ? appliesTo(key, root)
        : own.default === undefined
          ? ""
          : `\`${JSON.stringify(own.default)}\``;
      return [name, typeOf(part, root), third, meaningOf(own)];
    });
  const table = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`);
  const title = path.length === 0 ? [] : [`### \`${path.join(".").replaceAll(".[]", "[]")}\``, schema.description];
  return [...title, table.join("\n")].join("\n\n");
}

const escaped = (cell) => cell.replaceAll("|", "\\|");

function meaningOf({ description, enum: values, enumDescriptions, examples }) {
  const choices = enumDescriptions?.map((text, index) => `\`${values[index]}\`: ${text}`);
  return [
    description,
    ...(choices === undefined ? [] : [`${choices.join("; ")}.`]),
    ...(examples === undefined ? [] : [`Example: \`${JSON.stringify(examples[0])}\`.`]),
  ].join(" ");
}

const KINDS = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "mapping",
  array: "list",
};

function typeOf(part, root) {
  if (isSettings(part)) return "fields of a table";
  const { type, enum: values, const: only, items, minimum, maximum, additionalProperties } = resolved(part, root);
  if (only !== undefined) return `\`${only}\``;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(" ");
  if (type === undefined) return "text, number, true or false, or a list of these";
  const kinds = [type].flat().map((kind) => {
    if (kind === "array") return `list of ${plural(resolved(items, root).type)}`;
    if (kind === "object" && typeof additionalProperties === "object") return "mapping by name";
    return KINDS[kind] ?? kind;
  });
  const range = [minimum === undefined ? "" : `from ${minimum}`, maximum === undefined ? "" : `to ${maximum}`]
    .join(" ")
    .trim();
  return [kinds.join(" or "), range].filter(Boolean).join(", ");
}

const plural = (type) => ({ string: "texts", object: "mappings" })[type] ?? "values";

/** What the schema's table of sync types leaves a field. */
function appliesTo(field, { definitions }) {
  const types = definitions.sync_type.enum;
  if (definitions[field] === undefined || definitions.settings.properties[field] === undefined) return "";
  const refused = definitions.fitting.allOf
    .filter(({ then }) => then.properties[field] === false)
    .map((rule) => rule.if.properties.sync_type.const);
  const left = types.filter((type) => !refused.includes(type));
  if (refused.length === 0) return "all";
  return refused.length < left.length ? `all but ${refused.join(", ")}` : left.join(", ");
}

/** One example of each key that has one, in the order of the schema. */
function exampleEntries(schema) {
  return Object.entries(schema.properties).flatMap(([key, part]) => {
    const own = resolved(part, schema);
    const example = own.examples?.[0] ?? own.default ?? defaultsOf(own);
    return example === undefined ? [] : [[key, example]];
  });
}

/** The defaults of a mapping, all the way down. */
function defaultsOf({ properties }) {
  const entries = Object.entries(properties ?? {}).flatMap(([key, part]) => {
    const value = part.default ?? defaultsOf(part);
    return value === undefined ? [] : [[key, value]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
