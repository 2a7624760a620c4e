import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Refused } from "./errors.js";
import { answerGraphQL, forbiddenGraphQL } from "./graphql.js";
import type { GraphQLRequest } from "./graphql.js";
import { answerRest, Breach, troubled } from "./rest.js";
import type { RestAnswer } from "./rest.js";
import { resultsService } from "./results-service.js";
import type { ResultsService } from "./results-service.js";
import { peopleStory } from "./story/people.js";
import type { PeopleStory } from "./story/people.js";
import { pullStory } from "./story/pulls.js";
import type { PullStory } from "./story/pulls.js";
import { runStory } from "./story/runs.js";
import type { RunStory } from "./story/runs.js";
import { troubles } from "./troubles.js";
import type { Board, Call, Troubles } from "./troubles.js";
import { newWorld } from "./world.js";
import type { Check, Thread, World } from "./world.js";

export interface Logged {
  readonly method: string;
  /** with its query */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  status: number;
}

export interface FakeGitHub extends PullStory, PeopleStory, RunStory, Troubles {
  /** GITHUB_API_URL: `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly graphqlUrl: string;
  /** ACTIONS_RESULTS_URL */
  readonly resultsUrl: string;
  /** GITHUB_TOKEN */
  readonly token: string;
  readonly repository: World["repository"];
  /** oldest first */
  readonly requests: readonly Logged[];
  /** what was asked or answered against GitHub's description; `close` fails unless they were taken */
  takeBreaches(): readonly string[];
  /** pull requests and issues, by number */
  readonly threads: readonly Thread[];
  readonly checks: readonly Check[];
  /** @throws Error if there are breaches */
  close(): Promise<void>;
}

export interface FakeOptions {
  /** Unix ms; a second passes with every look at it unless told */
  readonly clock?: { now(): number };
  readonly repository?: Partial<World["repository"]>;
}

const TOKEN = `ghs_${"fake.".repeat(8)}token`;
const REPOSITORY = { id: 4242, owner: "acme", name: "shop", branch: "main" };

/** GitHub over a real socket, for one repository. What happens there is told by the methods; what is asked goes over HTTP. */
export async function startFakeGitHub({ clock = ticking(), repository = {} }: FakeOptions = {}): Promise<FakeGitHub> {
  const world = newWorld({ ...REPOSITORY, ...repository }, () => clock.now());
  const board = troubles();
  const results = resultsService(world);
  const requests: Logged[] = [];
  let breaches: string[] = [];

  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bytesOf(incoming);
    const [method, path] = [incoming.method ?? "", incoming.url ?? ""];
    const logged: Logged = { method, path, headers: incoming.headers, body: body.toString(), status: 0 };
    requests.push(logged);
    const address = new URL(path, `http://${incoming.headers.host}`);
    const answer = await answered(world, board, results, { incoming, address, body }).catch((error: unknown) => {
      if (!(error instanceof Refused)) breaches.push(error instanceof Error ? error.message : "unknown");
      return refused(error);
    });
    logged.status = answer.status;
    const raw = answer.body instanceof Uint8Array;
    outgoing.writeHead(answer.status, {
      "content-type": raw ? "application/zip" : "application/json",
      ...answer.headers,
    });
    outgoing.end(raw ? answer.body : answer.body === undefined ? undefined : JSON.stringify(answer.body));
  };
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("not listening on a port");
  const url = `http://127.0.0.1:${bound.port}`;
  return {
    url,
    graphqlUrl: `${url}/graphql`,
    resultsUrl: `${url}/`,
    token: TOKEN,
    repository: world.repository,
    requests,
    threads: world.threads,
    checks: world.checks,
    ...pullStory(world),
    ...peopleStory(world),
    ...runStory(world),
    ...board,
    takeBreaches() {
      const taken = breaches;
      breaches = [];
      return taken;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (breaches.length > 0) throw new Error(`against GitHub's description:\n${breaches.join("\n")}`);
    },
  };
}

interface Arrived {
  readonly incoming: IncomingMessage;
  readonly address: URL;
  readonly body: Buffer;
}

async function answered(world: World, board: Board, results: ResultsService, it: Arrived): Promise<RestAnswer> {
  const { incoming, address, body } = it;
  const [, place = "", id = ""] = address.pathname.split("/");
  if (place === "_download") return downloaded(world, address, Number(id));
  if (place === "_upload") {
    results.put(id, address.searchParams, body);
    return {
      status: 201,
      headers: { etag: '"0"', "last-modified": new Date(world.now()).toUTCString() },
      body: undefined,
    };
  }
  const token = (incoming.headers.authorization ?? "").replace(/^(bearer|token) /i, "");
  const json: unknown = body.length === 0 ? undefined : JSON.parse(body.toString());
  if (place === "twirp") {
    const method = address.pathname.split("/").at(-1) ?? "";
    const trouble = board.next(method as Call);
    if (trouble !== undefined) return troubled(trouble);
    return { status: 200, headers: {}, body: results.call(method, token, json, address.origin) };
  }
  if (token !== TOKEN) throw new Refused(401, "Bad credentials");
  if (place === "graphql") {
    const trouble = board.next("graphql");
    if (trouble?.status === 403) return { status: 200, headers: {}, body: forbiddenGraphQL(trouble.message) };
    if (trouble !== undefined) return troubled(trouble);
    return { status: 200, headers: {}, body: await answerGraphQL(world, json as GraphQLRequest) };
  }
  const version = incoming.headers["x-github-api-version"];
  const method = incoming.method ?? "";
  return answerRest(world, board, { method, address, version: version?.toString(), body: json });
}

/** The signed address of an artifact: for everybody, and not for long. */
function downloaded(world: World, address: URL, id: number): RestAnswer {
  const artifact = world.artifacts.find((it) => it.id === id);
  if (artifact === undefined) throw new Refused(404, "BlobNotFound");
  if (world.now() > Number(address.searchParams.get("until"))) throw new Refused(403, "AuthenticationFailed");
  return { status: 200, headers: {}, body: artifact.zip };
}

function refused(error: unknown): RestAnswer {
  if (error instanceof Refused) {
    const { status, message, errors } = error;
    // The results service calls the message msg.
    return { status, headers: {}, body: { message, msg: message, status: String(status), ...(errors && { errors }) } };
  }
  // 400 is never asked again.
  return troubled({ status: 400, message: error instanceof Breach ? error.message : String(error) });
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** No two things happen in the same second. */
function ticking(): { now(): number } {
  let now = Date.parse("2026-11-22T12:00:00Z");
  return { now: () => (now += 1000) };
}
