import { readdir } from "node:fs/promises";
import { join } from "node:path";
import picomatch from "picomatch";

const NEVER_ENTERED: readonly string[] = ["node_modules", ".git"];

const YAML_NAME = /\.ya?ml$/;

interface Pattern {
  /** the folders before the first wildcard, "" for none */
  readonly base: string;
  readonly matches: (path: string) => boolean;
}

/**
 * The paths below a folder that globs match, in a stable order, each once, with slashes.
 *
 * A symbolic link is never followed and never passed over either: where it could be a file or lead to one it is among the
 * paths, so that reading it is refused. A path without wildcards is always among them, so that its absence is noticed.
 */
export async function expand(root: string, globs: readonly string[]): Promise<readonly string[]> {
  const plain = globs.map((glob) => glob.replace(/^(\.\/)+/, ""));
  const literal = plain.filter((glob) => !picomatch.scan(glob).isGlob);
  const patterns = plain
    .filter((glob) => picomatch.scan(glob).isGlob)
    .map((glob): Pattern => ({ base: picomatch.scan(glob).base, matches: picomatch(glob) }));
  const found = patterns.length === 0 ? [] : await walk(root, "", patterns);
  return [...new Set([...literal, ...found])].toSorted();
}

async function walk(root: string, folder: string, patterns: readonly Pattern[]): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      // Reading it says what is wrong; passed over, its tables would silently not be declared.
      if (entry.isDirectory() && YAML_NAME.test(entry.name) && patterns.some(({ matches }) => matches(path)))
        return [path];
      if (entry.isDirectory())
        return !NEVER_ENTERED.includes(entry.name) &&
          patterns.some(({ base }) => isOnTheWay(path, base) || isBelow(path, base))
          ? walk(root, path, patterns)
          : [];
      const leads = entry.isSymbolicLink() && patterns.some(({ base }) => isOnTheWay(path, base));
      return leads || patterns.some(({ matches }) => matches(path)) ? [path] : [];
    }),
  );
  return found.flat();
}

const isOnTheWay = (path: string, base: string): boolean => base === path || base.startsWith(`${path}/`);
const isBelow = (path: string, base: string): boolean => base === "" || path.startsWith(`${base}/`);
