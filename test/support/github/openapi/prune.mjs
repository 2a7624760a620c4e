// Keeps of GitHub's published OpenAPI description what the product asks for: run by hand, with a new release of @octokit/openapi.
//
//   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
//   node test/support/github/openapi/prune.mjs package
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";

const OPERATIONS = [
  "repos/list-pull-requests-associated-with-commit",
  "pulls/list",
  "pulls/get",
  "pulls/list-files",
  "pulls/list-commits",
  "pulls/list-reviews",
  "pulls/create-review",
  "repos/get",
  "repos/get-collaborator-permission-level",
  "repos/get-branch-rules",
  "repos/get-branch",
  "repos/list-activities",
  "repos/codeowners-errors",
  "git/get-ref",
  "issues/list-comments",
  "issues/create-comment",
  "issues/get-comment",
  "issues/update-comment",
  "checks/create",
  "checks/update",
  "checks/list-for-ref",
  "actions/list-workflow-runs",
  "actions/list-workflow-runs-for-repo",
  "actions/get-workflow-run",
  "actions/get-reviews-for-run",
  "actions/list-workflow-run-artifacts",
  "actions/list-artifacts-for-repo",
  "actions/get-artifact",
  "actions/download-artifact",
  "issues/list-labels-on-issue",
  "issues/add-labels",
  "issues/remove-label",
  "issues/list-for-repo",
  "issues/get",
  "issues/create",
  "issues/update",
];

/** Words that constrain nothing. */
const PROSE = new Set([
  "description",
  "title",
  "example",
  "examples",
  "externalDocs",
  "deprecated",
  "readOnly",
  "default",
]);
/** The formats that are checked; GitHub does not keep to the others itself. */
const FORMATS = new Set(["date-time", "uri"]);

const folder = process.argv[2];
if (folder === undefined) throw new Error("name the unpacked package @octokit/openapi");
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const full = JSON.parse(readFileSync(join(folder, "generated/api.github.com.json"), "utf8"));

const found = new Map(
  Object.entries(full.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [operation.operationId, { path, method, operation }]),
  ),
);
const schemas = {};
const operations = Object.fromEntries(OPERATIONS.map((id) => [id, prunedOperation(id)]));

// A fork that was deleted leaves null, which the description does not say.
for (const name of ["pull-request", "pull-request-simple"]) {
  const { properties } = schemas[name].properties.head;
  properties.repo = orNull(properties.repo);
}

const pruned = {
  source: `@octokit/openapi ${version}, api.github.com; see LICENSE`,
  operations,
  schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(
  new URL("github.json", import.meta.url),
  await format(JSON.stringify(pruned), { parser: "json", printWidth: 120 }),
);

function prunedOperation(id) {
  const it = found.get(id);
  if (it === undefined) throw new Error(`${id} is gone`);
  const { parameters = [], requestBody, responses } = it.operation;
  return {
    method: it.method.toUpperCase(),
    path: it.path,
    parameters: parameters.map(resolved).map(({ name, in: where, required = false, schema }) => ({
      name,
      in: where,
      required,
      schema: prunedSchema(schema),
    })),
    body: jsonSchema(requestBody),
    answers: Object.fromEntries(
      Object.entries(responses)
        .filter(([status]) => status < "400")
        .map(([status, response]) => [status, jsonSchema(resolved(response))]),
    ),
  };
}

function jsonSchema(part) {
  const schema = part?.content?.["application/json"]?.schema;
  return schema === undefined ? null : prunedSchema(schema);
}

function resolved(part) {
  return part.$ref === undefined
    ? part
    : part.$ref
        .slice(2)
        .split("/")
        .reduce((at, key) => at[key], full);
}

function prunedSchema(schema) {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1);
    if (!(name in schemas)) {
      schemas[name] = {}; // known before it is done: schemas hold themselves
      schemas[name] = prunedSchema(resolved(schema));
    }
    return { $ref: `#/schemas/${name}` };
  }
  const { nullable = false, format: written, ...rest } = schema;
  const kept = written !== undefined && FORMATS.has(written) ? { ...rest, format: written } : rest;
  const plain = Object.fromEntries(
    Object.entries(kept)
      .filter(([key]) => !PROSE.has(key) && !key.startsWith("x-"))
      .map(([key, value]) => [key, prunedPart(key, value)]),
  );
  return nullable ? orNull(plain) : plain;
}

function prunedPart(key, value) {
  switch (key) {
    case "properties":
      return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, prunedSchema(schema)]));
    case "items":
    case "not":
      return prunedSchema(value);
    case "additionalProperties":
      return typeof value === "boolean" ? value : prunedSchema(value);
    case "allOf":
    case "anyOf":
    case "oneOf":
      return value.map(prunedSchema);
    default:
      return value;
  }
}

/** `nullable` belongs to OpenAPI 3.0 alone, and GitHub writes it beside references too. */
function orNull(schema) {
  if (schema.type === undefined) return { anyOf: [schema, { type: "null" }] };
  return {
    ...schema,
    type: [schema.type, "null"],
    ...(schema.enum === undefined ? {} : { enum: [...new Set([...schema.enum, null])] }),
  };
}
