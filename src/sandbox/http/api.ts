import { ApiError, methodNotAllowed, notFound, notJson, serverError } from "../errors.js";
import { generationOf } from "../generation.js";
import type { Reply } from "../handler.js";
import type { World } from "../world.js";
import { authenticate, authorise } from "./authorise.js";
import { matchRoutes, projectPath } from "./match-route.js";
import type { Throttle } from "./throttle.js";

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  /** As it came; empty without a body. */
  readonly text: string;
}

/** Since the name "environment" was given up, it is answered like the project of the same number, with these headers. */
const ALIAS_HEADERS = (canonical: string): Readonly<Record<string, string>> => ({
  Deprecation: "true",
  Sunset: "Fri, 31 Jul 2026 00:00:00 GMT",
  Link: `<${canonical}>; rel="successor-version"`,
});

/** Answers one request to the emulated API. Its order of checks is the server's: key, project and scope, limits, method, object. */
export function answerApi(world: World, throttle: Throttle, request: HttpRequest): Reply {
  const path = projectPath(request.url.pathname);
  if (path === undefined) return notFound().reply;
  const url = new URL(request.url);
  url.pathname = path.canonical;
  if (path.alias && redirectsAlias(world)) return { status: 307, headers: { Location: url.pathname + url.search } };
  // A HEAD is a GET of which only the headers are sent.
  const method = request.method === "HEAD" ? "GET" : request.method;
  const generation = generationOf(world.document.server);

  const reply = attempt(() => {
    const match = matchRoutes(path.rest, generation);
    if (match === undefined) throw notFound();
    const key = authenticate(world, request.authorization);
    const route = match.routes.get(method);
    const projectId = authorise(world, key, path.project, route?.scope);
    throttle.admit(key, world.document.server.rate_limits, world.now());
    if (route === undefined) throw methodNotAllowed(method, [...match.routes.keys()]);
    return route.handler({
      world,
      method,
      projectId,
      key,
      params: match.params,
      query: url.searchParams,
      url,
      get body() {
        return decode(request.text);
      },
      now: world.now(),
    });
  });
  // A server of 2025 knew "environments" as the name itself.
  return path.alias && generation !== "2025"
    ? { ...reply, headers: { ...reply.headers, ...ALIAS_HEADERS(path.canonical) } }
    : reply;
}

/** For a while in 2026 the other name was not answered but led to this one; `server.extensions.environments: "redirect"` is that server. */
const redirectsAlias = ({ document }: World): boolean => document.server.extensions?.["environments"] === "redirect";

/** A bug of the sandbox answers like one of the server; the header keeps it from going unseen. */
function attempt(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ApiError) return error.reply;
    const text = error instanceof Error ? error.message : String(error);
    return { ...serverError().reply, headers: { "X-Sandbox-Bug": encodeURIComponent(text) } };
  }
}

function decode(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}
