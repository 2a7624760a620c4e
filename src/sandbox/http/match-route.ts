import type { Generation } from "../generation.js";
import type { Route } from "../route.js";
import { ROUTES } from "../routes.js";

interface ProjectPath {
  /** As it stands in the path: a number or `@current`. */
  readonly project: string;
  /** The path asked for goes by the deprecated name of a project. */
  readonly alias: boolean;
  /** Below the project, without slashes at either end. */
  readonly rest: string;
  /** The path asked for under the name "projects"; with a slash at its end only if it came with one. */
  readonly canonical: string;
}

interface Match {
  readonly params: Readonly<Record<string, string>>;
  /** By method; never empty. */
  readonly routes: ReadonlyMap<string, Route>;
}

const PATTERN = /^\/api\/(projects|environments)\/([^/]+)\/(.+?)\/?$/u;

export function projectPath(pathname: string): ProjectPath | undefined {
  const [, kind, project, rest] = PATTERN.exec(pathname) ?? [];
  if (project === undefined || rest === undefined) return undefined;
  const canonical = pathname.replace(/^\/api\/environments\//u, "/api/projects/");
  return { project, alias: kind === "environments", rest, canonical };
}

/** The routes of that server whose pattern is that path, whatever their method. */
export function matchRoutes(rest: string, generation: Generation): Match | undefined {
  for (const [pattern, routes] of BY_PATTERN[generation]) {
    const params = pattern.exec(rest)?.groups;
    if (params !== undefined) return { params: { ...params }, routes };
  }
  return undefined;
}

type Patterns = readonly (readonly [RegExp, ReadonlyMap<string, Route>])[];

const BY_PATTERN: Readonly<Record<Generation, Patterns>> = {
  newest: byPattern(ROUTES.newest),
  "2025": byPattern(ROUTES["2025"]),
};

function byPattern(routes: readonly Route[]): Patterns {
  const paths = [...new Set(routes.map((route) => route.path))];
  return paths.map((path) => [
    toPattern(path),
    new Map(routes.filter((route) => route.path === path).map((route) => [route.method, route])),
  ]);
}

/** The leading empty group gives every match groups. */
function toPattern(path: string): RegExp {
  return new RegExp(`^(?<_>)${path.replaceAll(/:(\w+)/gu, "(?<$1>[^/]+)")}$`, "u");
}
