import { complete } from "./complete.js";
import { fault } from "./contract.js";
import type { Facts } from "./complete.js";
import { Refused } from "./errors.js";
import type { Matched } from "./match.js";
import { match } from "./match.js";
import { pageOf } from "./paging.js";
import { requestFault } from "./request-fault.js";
import type { Reply } from "./route.js";
import { routeOf } from "./routes/all.js";
import type { Board } from "./troubles.js";
import type { World } from "./world.js";

export interface RestRequest {
  readonly method: string;
  /** with GitHub's own address */
  readonly address: URL;
  readonly version: string | undefined;
  /** parsed; undefined: none */
  readonly body: unknown;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** undefined: no body */
  readonly body: unknown;
}

/** A request that GitHub does not publish, or an answer of ours that it would not give: nobody may go on. */
export class Breach extends Error {
  override readonly name = "Breach";
}

const VERSION = "2022-11-28";
/** In an answer a listing is addressed so. */
const BY_ID = /^\/repositories\/(\d+)/;

/** @throws Refused, Breach */
export function answerRest(world: World, board: Board, request: RestRequest): RestAnswer {
  const { owner, name, id } = world.repository;
  const path = request.address.pathname.replace(BY_ID, (all, given) =>
    Number(given) === id ? `/repos/${owner}/${name}` : all,
  );
  const matched = match(request.method, path);
  const asked = `${request.method} ${path}`;
  if (matched === undefined) throw new Breach(`${asked}: this fake does not play it`);
  if (request.version !== VERSION)
    throw new Breach(`${asked}: X-GitHub-Api-Version is ${request.version ?? "not set"}`);
  const query = Object.fromEntries(request.address.searchParams);
  const wrong = requestFault(matched.published, { path: matched.path, query, body: request.body });
  if (wrong !== undefined) throw new Breach(`${asked}: ${wrong}`);
  const trouble = board.next(matched.operation);
  if (trouble !== undefined) return troubled(trouble);
  if (matched.path["owner"] !== owner || matched.path["repo"] !== name) throw new Refused(404, "Not Found");
  const { origin: url } = request.address;
  const body = Array.isArray(request.body) ? { labels: request.body } : ((request.body ?? {}) as Facts);
  const reply = routeOf(matched.operation)(world, { path: matched.path, query, body, url });
  return written(world, matched, reply, request.address);
}

export const troubled = ({ status, message, headers = {} }: NonNullable<ReturnType<Board["next"]>>): RestAnswer => ({
  status,
  headers,
  // The results service calls the message msg.
  body: { message, msg: message, documentation_url: "https://docs.github.com/rest", status: String(status) },
});

function written(world: World, matched: Matched, reply: Reply, address: URL): RestAnswer {
  switch (reply.kind) {
    case "redirect":
      return { status: 302, headers: { location: reply.to }, body: undefined };
    case "one":
      return { status: reply.status, headers: {}, body: checked(matched, reply.status, reply.facts) };
    case "list": {
      const here = new URL(address);
      here.pathname = address.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${world.repository.id}`);
      const { items, link } = pageOf(reply.items, here, reply.cursor === true);
      const facts = reply.under === undefined ? items : { total_count: reply.items.length, [reply.under]: items };
      return { status: 200, headers: link === undefined ? {} : { link }, body: checked(matched, 200, facts) };
    }
  }
}

function checked({ operation, published }: Matched, status: number, facts: unknown): unknown {
  const schema = published.answers[status];
  if (schema === undefined || schema === null)
    throw new Breach(`${operation}: GitHub answers no ${status} with a body`);
  const body = complete(schema, facts);
  const wrong = fault(schema, body);
  if (wrong !== undefined) throw new Breach(`${operation}: our answer is none of GitHub's: ${wrong}`);
  return body;
}
