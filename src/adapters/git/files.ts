import type { Diagnostic } from "../../model/diagnostic.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { fileFault } from "../file-fault.js";
import { MOST_BYTES } from "../files.js";
import type { FileText } from "../files.js";
import { decodedText } from "../utf8.js";
import { commitName } from "./commit-name.js";
import { fields, output } from "./program.js";
import type { ReadObject } from "./objects.js";
import type { RunGit } from "./program.js";
import { remembered } from "./remembered.js";

const MIB = 1024 * 1024;
const SYMBOLIC_LINK = "120000";
const FILE_MODES: readonly string[] = ["100644", "100755"];
const FOLDER = "tree";
/** mode type object TAB path */
const ENTRY = /^(\d{6}) (\w+) ([0-9a-f]+)\t(.*)$/s;

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly object: string;
}

export interface Files {
  /** paths of everything in a commit, links and submodules too, from the repository's root */
  list(commit: string): Promise<readonly string[]>;
  /** the text of a regular file as a commit holds it: never the working tree, which anything in the job could have changed */
  read(commit: string, path: string): Promise<Result<FileText, Diagnostic>>;
}

/** A commit is listed once, and what several commits have in common is read once. */
export function filesIn(git: RunGit, read: ReadObject): Files {
  const entries = remembered((commit) => entriesOf(git, commit));
  const blob = remembered(read);
  return {
    list: async (commit) => [...(await entries(commit))].flatMap(([path, { type }]) => (type === FOLDER ? [] : [path])),
    read: async (commit, path) => {
      const entry = (await entries(commit)).get(path);
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

async function entriesOf(git: RunGit, commit: string): Promise<ReadonlyMap<string, Entry>> {
  const listing = await output(git, ["ls-tree", "-r", "-t", "-z", "--full-tree", commitName(commit)]);
  return new Map(
    fields(listing).flatMap((line) => {
      const [, mode = "", type = "", object = "", path = ""] = ENTRY.exec(line) ?? [];
      return path === "" ? [] : [[path, { mode, type, object }] as const];
    }),
  );
}
