import type { Diagnostic } from "../../model/diagnostic.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { fileFault } from "../file-fault.js";
import { MOST_BYTES } from "../files.js";
import type { FileText } from "../files.js";
import { decodedText } from "../utf8.js";
import type { ReadObject } from "./objects.js";
import { remembered } from "./remembered.js";
import { differences, isFolder, pathsBelow, treesIn } from "./trees.js";
import type { Entry, Trees } from "./trees.js";

const MIB = 1024 * 1024;
const SYMBOLIC_LINK = "120000";
const FILE_MODES: readonly string[] = ["100644", "100755"];

export interface Files {
  /** paths of everything in a commit, links and submodules too, from the repository's root */
  list(commit: string): Promise<readonly string[]>;
  /** paths that differ, removed and renamed ones too */
  changedPaths(from: string, to: string): Promise<readonly string[]>;
  /** the text of a regular file as a commit holds it: never the working tree, which anything in the job could have changed */
  read(commit: string, path: string): Promise<Result<FileText, Diagnostic>>;
}

/** What several commits have in common is read once. */
export function filesIn(read: ReadObject): Files {
  const trees = treesIn(read);
  const blob = remembered(read);
  return {
    list: async (commit) => pathsBelow(trees, await trees.root(commit)),
    changedPaths: async (from, to) => differences(trees, await trees.root(from), await trees.root(to)),
    read: async (commit, path) => {
      const entry = await entryAt(trees, commit, path);
      if (entry === undefined) return err(fileFault("missing", path));
      if (entry.mode === SYMBOLIC_LINK) return err(fileFault("symlink", path));
      if (!FILE_MODES.includes(entry.mode)) return err(fileFault("no-file", path));
      const found = await blob(entry.object);
      if (found?.type !== "blob") return err(fileFault("unreadable", path));
      const { content } = found;
      if (content.length > MOST_BYTES.managed) return err(fileFault("too-large", path, MOST_BYTES.managed / MIB));
      const text = decodedText(content);
      return text === undefined ? err(fileFault("encoding", path)) : ok({ path, text });
    },
  };
}

async function entryAt(trees: Trees, commit: string, path: string): Promise<Entry | undefined> {
  const [first = "", ...names] = path.split("/");
  let entry = (await trees.root(commit)).get(first);
  for (const name of names) {
    if (entry === undefined || !isFolder(entry)) return undefined;
    entry = (await trees.below(entry)).get(name);
  }
  return entry;
}
