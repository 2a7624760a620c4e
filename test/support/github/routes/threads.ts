import { assertFits, found, isTooLong, Refused } from "../errors.js";
import { comment, issue, label } from "../facts.js";
import { created, list, one } from "../route.js";
import type { Asked, Reply, Route } from "../route.js";
import { actions } from "../world.js";
import type { Comment, Thread, World } from "../world.js";

/** What pull requests and issues share: comments and labels. And the issues themselves. */
export const threadRoutes = {
  "issues/list-comments": (world, asked) => {
    const { number } = thread(world, asked);
    return list(world.comments.filter((it) => it.thread === number).map(comment));
  },
  "issues/get-comment": (world, asked) => one(comment(commentOf(world, asked))),
  "issues/create-comment": (world, asked) => {
    const { number } = thread(world, asked);
    const body = String(asked.body["body"]);
    assertFits(body, "IssueComment");
    const at = world.now();
    const author = actions(world);
    const made: Comment = { id: world.nextId(), thread: number, author, body, created: at, updated: at, edits: [] };
    world.comments.push(made);
    return created(comment(made));
  },
  "issues/update-comment": (world, asked) => {
    const it = commentOf(world, asked);
    const body = String(asked.body["body"]);
    assertFits(body, "IssueComment");
    editComment(world, it, body, actions(world));
    return one(comment(it));
  },
  "issues/list-labels-on-issue": (world, asked) => labels(thread(world, asked)),
  "issues/add-labels": (world, asked) => {
    const it = thread(world, asked);
    const names = (asked.body["labels"] as readonly (string | { readonly name: string })[]).map((given) =>
      typeof given === "string" ? given : given.name,
    );
    it.labels = [...new Set([...it.labels, ...names])];
    return labels(it);
  },
  "issues/remove-label": (world, asked) => {
    const it = thread(world, asked);
    const name = asked.path["name"];
    if (!it.labels.some((given) => given === name)) throw new Refused(404, "Label does not exist");
    it.labels = it.labels.filter((given) => given !== name);
    return labels(it);
  },
  "issues/list-for-repo": (world, { query }) => {
    const { state = "open", labels: wanted = "", creator, direction = "desc" } = query;
    const names = wanted.split(",").filter((name) => name !== "");
    const chosen = world.threads.filter(
      (it) =>
        (state === "all" || it.state === state) &&
        names.every((name) => it.labels.includes(name)) &&
        (creator === undefined || it.author.login === creator),
    );
    return list((direction === "desc" ? chosen.toReversed() : chosen).map((it) => issue(world, it)));
  },
  "issues/get": (world, asked) => one(issue(world, thread(world, asked))),
  "issues/create": (world, { body }) => {
    if (world.issuesDisabled) throw new Refused(410, "Issues has been disabled in this repository.");
    const { title, body: text = "", labels: names = [] } = body;
    assertFits(String(text), "Issue");
    const at = world.now();
    const made: Thread = {
      number: world.threads.length + 1,
      id: world.nextId(),
      author: actions(world),
      title: String(title),
      body: String(text),
      labels: names as string[],
      state: "open",
      created: at,
      updated: at,
      closed: null,
      pull: null,
    };
    world.threads.push(made);
    return created(issue(world, made));
  },
  "issues/update": (world, asked) => {
    if (world.issuesDisabled) throw new Refused(410, "Issues has been disabled in this repository.");
    const it = thread(world, asked);
    const { title = it.title, body = it.body, labels: names = it.labels, state = it.state } = asked.body;
    it.title = String(title);
    // GitHub answers 200 to a body that is too long, and keeps the old one.
    if (!isTooLong(String(body))) it.body = String(body);
    it.labels = names as string[];
    if (state !== it.state) turn(world, it, state === "closed");
    it.updated = world.now();
    return one(issue(world, it));
  },
} as const satisfies Readonly<Record<string, Route>>;

export function editComment(world: World, it: Comment, body: string, by: Comment["author"]): void {
  it.edits.push({ at: world.now(), by, body: it.body });
  it.body = body;
  it.updated = it.edits.at(-1)?.at ?? it.updated;
}

function turn(world: World, it: Thread, closed: boolean): void {
  it.state = closed ? "closed" : "open";
  it.closed = closed ? { at: world.now(), by: actions(world) } : null;
}

const labels = (it: Thread): Reply => list(it.labels.map(label));

const thread = (world: World, { path }: Asked): Thread =>
  found(world.threads.find(({ number }) => number === Number(path["issue_number"])));

const commentOf = (world: World, { path }: Asked): Comment =>
  found(world.comments.find(({ id }) => id === Number(path["comment_id"])));
