import type { Diagnostic } from "../../model/diagnostic.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { fileFault } from "../file-fault.js";
import { MOST_BYTES } from "../files.js";
import type { FileText } from "../files.js";
import { decodedText } from "../utf8.js";
import { commitName } from "./commit-name.js";
import { fields, output } from "./program.js";
import type { RunGit } from "./program.js";

const MIB = 1024 * 1024;
const SYMBOLIC_LINK = "120000";
const FILE_MODES: readonly string[] = ["100644", "100755"];
/** mode type object size TAB path; a folder and a submodule have "-" for a size */
const ENTRY = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s;

/** Paths of everything in a commit, links and submodules too, from the repository's root. */
export const list = async (git: RunGit, commit: string): Promise<readonly string[]> =>
  fields(await output(git, ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commitName(commit)]));

/** The text of a regular file as a commit holds it: never the working tree, which anything in the job could have changed. */
export async function read(git: RunGit, commit: string, path: string): Promise<Result<FileText, Diagnostic>> {
  const listing = await output(git, ["ls-tree", "-z", "-l", "--full-tree", commitName(commit), "--", path]);
  const entry = ENTRY.exec(fields(listing)[0] ?? "");
  if (entry === null || entry[4] !== path) return err(fileFault("missing", path));
  const [, mode = "", object = "", size] = entry;
  if (mode === SYMBOLIC_LINK) return err(fileFault("symlink", path));
  if (!FILE_MODES.includes(mode)) return err(fileFault("no-file", path));
  if (Number(size) > MOST_BYTES.managed) return err(fileFault("too-large", path, MOST_BYTES.managed / MIB));
  const { code, stdout } = await git(["cat-file", "blob", object]);
  if (code !== 0) return err(fileFault("unreadable", path));
  const text = decodedText(stdout);
  return text === undefined ? err(fileFault("encoding", path)) : ok({ path, text });
}
