import { commitName } from "./commit-name.js";
import type { ReadObject } from "./objects.js";
import { GitError } from "./program.js";
import { remembered } from "./remembered.js";

/** Folders, files, links and submodules by name. */
export type Tree = ReadonlyMap<string, Entry>;

export interface Entry {
  /** 100644, 100755, 120000 (a link), 160000 (a submodule), 40000 (a folder) */
  readonly mode: string;
  /** full hash */
  readonly object: string;
}

export interface Trees {
  root(commit: string): Promise<Tree>;
  below(folder: Entry): Promise<Tree>;
}

export const isFolder = ({ mode }: Entry): boolean => mode === "40000";

/** What commits have in common is read once. Methods throw GitError where the checkout lacks it. */
export function treesIn(read: ReadObject): Trees {
  const tree = remembered(async (name) => {
    const found = await read(name);
    if (found?.type !== "tree") throw new GitError("the checkout lacks a commit, or part of one");
    return parseTree(found.content, Buffer.from(name.slice(0, name.search(/\^|$/)), "hex").length);
  });
  return { root: (commit) => tree(`${commitName(commit)}^{tree}`), below: ({ object }) => tree(object) };
}

/** Entries follow each other without a separator: mode, space, name, NUL, and the hash as it is. */
function parseTree(content: Buffer, hashBytes: number): Tree {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    const next = end + 1 + hashBytes;
    entries.set(content.toString("utf8", space + 1, end), {
      mode: content.toString("latin1", at, space),
      object: content.toString("hex", end + 1, next),
    });
    at = next;
  }
  return entries;
}

/** Paths of everything that is no folder. */
export async function pathsBelow(trees: Trees, tree: Tree, prefix = ""): Promise<readonly string[]> {
  const parts = await Promise.all(
    [...tree].map(async ([name, entry]) =>
      isFolder(entry) ? pathsBelow(trees, await trees.below(entry), `${prefix}${name}/`) : [prefix + name],
    ),
  );
  return parts.flat();
}

/** Paths that differ, removed ones too; a renamed file is two paths. */
export async function differences(trees: Trees, before: Tree, after: Tree, prefix = ""): Promise<readonly string[]> {
  const names = new Set([...before.keys(), ...after.keys()]);
  const parts = await Promise.all(
    [...names].map(async (name) => {
      const [then, now] = [before.get(name), after.get(name)];
      if (then?.object === now?.object && then?.mode === now?.mode) return [];
      const below = await Promise.all([then, now].map((entry) => folderAt(trees, entry)));
      const [there, here] = [then, now].map((entry) => entry !== undefined && !isFolder(entry));
      return [
        ...(there || here ? [prefix + name] : []),
        ...(await differences(trees, below[0] ?? NOTHING, below[1] ?? NOTHING, `${prefix}${name}/`)),
      ];
    }),
  );
  return parts.flat();
}

const NOTHING: Tree = new Map();

const folderAt = async (trees: Trees, entry: Entry | undefined): Promise<Tree> =>
  entry !== undefined && isFolder(entry) ? trees.below(entry) : NOTHING;
