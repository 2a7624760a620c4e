import { published } from "./contract.js";
import type { PublishedOperation } from "./contract.js";
import { isRoute } from "./routes/all.js";
import type { RestOperation } from "./routes/all.js";

export interface Matched {
  readonly operation: RestOperation;
  readonly published: PublishedOperation;
  /** decoded */
  readonly path: Readonly<Record<string, string>>;
}

/** Names of branches have slashes, which not everybody encodes. */
const SLASHED = new Set(["ref", "branch"]);

const patterns = Object.entries(published).flatMap(([operation, it]) =>
  isRoute(operation) ? [{ operation, published: it, pattern: patternOf(it.path) }] : [],
);

/** @param path `/repos/acme/shop/pulls/7`, without a query */
export function match(method: string, path: string): Matched | undefined {
  for (const { operation, published: it, pattern } of patterns) {
    const groups = it.method === method ? pattern.exec(path)?.groups : undefined;
    if (groups === undefined) continue;
    const decoded = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { operation, published: it, path: Object.fromEntries(decoded) as Record<string, string> };
  }
  return undefined;
}

function patternOf(path: string): RegExp {
  const source = path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${SLASHED.has(name) ? ".+" : "[^/]+"})`);
  return new RegExp(`^${source}$`);
}
