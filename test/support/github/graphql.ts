import { schema as sdl } from "@octokit/graphql-schema";
import { buildSchema, execute, parse, validate } from "graphql";
import type { GraphQLFieldResolver, GraphQLSchema } from "graphql";
import { Refused } from "./errors.js";
import { queryRoot } from "./graphql-root.js";
import { Breach } from "./rest.js";
import type { World } from "./world.js";

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Built when first asked: it takes longer than most tests. */
let built: GraphQLSchema | undefined;
const githubSchema = (): GraphQLSchema => (built ??= buildSchema(sdl.idl, { assumeValidSDL: true }));

/** @throws Breach for a query that GitHub's schema does not know, and for a field that the fake holds no fact for */
export async function answerGraphQL(world: World, { query, variables = {} }: GraphQLRequest): Promise<object> {
  const document = parse(query);
  const wrong = validate(githubSchema(), document)[0];
  if (wrong !== undefined) throw new Breach(`graphql: ${wrong.message}`);
  const missing: string[] = [];
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (
    source,
    given,
    _context,
    { fieldName, parentType },
  ) => {
    const fact = (source as Readonly<Record<string, unknown>>)[fieldName];
    if (fact === undefined) missing.push(`${parentType.name}.${fieldName}`);
    return typeof fact === "function" ? (fact as (given: unknown) => unknown)(given) : fact;
  };
  const rootValue = queryRoot(world);
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue,
    variableValues: variables,
    fieldResolver,
  });
  if (missing.length > 0) throw new Breach(`graphql: this fake does not play ${missing.join(", ")}`);
  const errors = result.errors?.map(({ message, path, originalError }) => ({
    type: originalError instanceof Refused ? "NOT_FOUND" : "INTERNAL",
    path,
    message,
  }));
  return { data: result.data, ...(errors && { errors }) };
}

/** GraphQL says no with 200, beside an answer that is empty. */
export const forbiddenGraphQL = (message: string): object => ({
  data: { repository: null },
  errors: [{ type: "FORBIDDEN", path: ["repository"], message }],
});
