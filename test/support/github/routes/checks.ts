import { found, Refused } from "../errors.js";
import { check } from "../facts.js";
import type { Facts } from "../complete.js";
import { created, list, one } from "../route.js";
import type { Route } from "../route.js";
import type { Check } from "../world.js";

export const checkRoutes = {
  "checks/create": (world, { body }) => {
    const { head_sha, ...facts } = body;
    const made: Check = { id: world.nextId(), sha: String(head_sha), facts, annotations: annotationsOf(facts) };
    world.checks.push(made);
    return created(check(made));
  },
  "checks/update": (world, { path, body }) => {
    const it = found(world.checks.find(({ id }) => id === Number(path["check_run_id"])));
    it.facts = { ...it.facts, ...body };
    it.annotations.push(...annotationsOf(body));
    return one(check(it));
  },
  "checks/list-for-ref": (world, { path, query }) => {
    const sha = world.branches.get(path["ref"] ?? "") ?? path["ref"];
    const { check_name: name, app_id: app, status, filter = "latest" } = query;
    const newestFirst = world.checks.toReversed().filter((it) => it.sha === sha);
    const chosen = newestFirst
      .filter((it, at) => filter === "all" || newestFirst.findIndex(({ facts }) => sameName(facts, it.facts)) === at)
      .map(check)
      .filter(
        (it) =>
          (name === undefined || it["name"] === name) &&
          (status === undefined || it["status"] === status) &&
          (app === undefined || app === "15368"),
      );
    return list(chosen, "check_runs");
  },
} as const satisfies Readonly<Record<string, Route>>;

const sameName = (a: Facts, b: Facts): boolean => a["name"] === b["name"];

function annotationsOf(facts: Facts): unknown[] {
  const { annotations = [] } = (facts["output"] ?? {}) as { readonly annotations?: unknown[] };
  if (annotations.length > 50) throw new Refused(422, "Invalid request. No more than 50 annotations are allowed.");
  return [...annotations];
}
