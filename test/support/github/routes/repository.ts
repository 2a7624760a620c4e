import { found } from "../errors.js";
import { move, repository, user } from "../facts.js";
import { list, one } from "../route.js";
import type { Route } from "../route.js";
import type { Role } from "../world.js";

/** The older names, which hold no maintain and no triage. */
const PERMISSION: Readonly<Record<Role, string>> = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
};

export const repositoryRoutes = {
  "repos/get": (world) => one(repository(world)),
  "repos/get-collaborator-permission-level": (world, { path }) => {
    const person = found(world.people.get(path["username"] ?? ""));
    if (person.deleted) return one(found(null));
    return one({ permission: PERMISSION[person.role], role_name: person.role, user: user(person) });
  },
  "repos/get-branch-rules": (world, { path }) =>
    list(
      (world.rules.get(path["branch"] ?? "") ?? []).map((rule) => ({
        ...rule,
        ruleset_source_type: "Repository",
        ruleset_source: world.repository.name,
        ruleset_id: 1,
      })),
    ),
  "repos/get-branch": (world, { path }) => {
    const name = path["branch"] ?? "";
    const sha = found(world.branches.get(name));
    return one({ name, commit: { sha }, protected: world.rules.has(name) });
  },
  "git/get-ref": (world, { path }) => {
    const ref = path["ref"] ?? "";
    const sha = found(world.branches.get(ref.replace(/^heads\//, "")));
    return one({ ref: `refs/${ref}`, object: { type: "commit", sha } });
  },
  "repos/codeowners-errors": () => one({ errors: [] }),
  "repos/list-activities": (world, { query }) => {
    const { ref, activity_type: kind, actor, direction = "desc" } = query;
    const chosen = world.moves.filter(
      (it) =>
        (ref === undefined || it.ref === ref.replace(/^refs\/heads\//, "")) &&
        (kind === undefined || it.kind === kind) &&
        (actor === undefined || it.by.login === actor),
    );
    const items = (direction === "desc" ? chosen.toReversed() : chosen).map(move);
    return { kind: "list", items, cursor: true };
  },
} as const satisfies Readonly<Record<string, Route>>;
