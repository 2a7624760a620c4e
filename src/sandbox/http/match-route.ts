import { ROUTES, type Route } from "../routes.js";

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

/** The routes whose pattern is that path, whatever their method. */
export function matchRoutes(rest: string): Match | undefined {
  for (const [pattern, routes] of BY_PATTERN) {
    const params = pattern.exec(rest)?.groups;
    if (params !== undefined) return { params: { ...params }, routes };
  }
  return undefined;
}

const PATHS = [...new Set(ROUTES.map((route) => route.path))];

const BY_PATTERN: readonly (readonly [RegExp, ReadonlyMap<string, Route>])[] = PATHS.map((path) => [
  toPattern(path),
  new Map(ROUTES.filter((route) => route.path === path).map((route) => [route.method, route])),
]);

/** The leading empty group gives every match groups. */
function toPattern(path: string): RegExp {
  return new RegExp(`^(?<_>)${path.replaceAll(/:(\w+)/gu, "(?<$1>[^/]+)")}$`, "u");
}
