import { relative } from "node:path";
import { readOwed } from "../../adapters/read-owed.js";
import { counted } from "../../model/numbers.js";
import type { Context } from "../context.js";
import { flagsFor } from "../invocation.js";
import type { Failure } from "../failure.js";
import { journalPlace } from "../journal-place.js";
import type { ProjectOptions } from "../options.js";
import { loadDeclared } from "../project.js";
import type { Declared, Project, TargetEntry } from "../project.js";
import { bad, good, notChecked, warning } from "./check.js";
import type { Check } from "./check.js";

export interface FileChecks {
  readonly checks: readonly Check[];
  /** undefined: the files have mistakes */
  readonly declared: Declared | undefined;
}

/** Everything that this machine tells by itself. */
export async function checkFiles(
  context: Context,
  options: ProjectOptions,
  project: Project,
  entry: TargetEntry,
): Promise<FileChecks> {
  const [declared, journal, ignored] = await Promise.all([
    loadDeclared(context, project, entry),
    checkJournal(context, project, entry),
    checkIgnored(context, project),
  ]);
  const rest = [journal, ignored];
  if (!declared.ok) {
    return {
      checks: [
        wrongFiles(options, declared.error),
        ...notChecked(["schema-comments"], "mend the files first"),
        ...rest,
      ],
      declared: undefined,
    };
  }
  const { desired, texts } = declared.value;
  const tables = desired.sources.reduce((sum, source) => sum + source.tables.length, 0);
  const files = good(
    "files",
    `${counted(tables, "table")} in ${counted(desired.sources.length, "source")} declared, without a mistake`,
  );
  return { checks: [files, checkComments(context, project, texts), ...rest], declared: declared.value };
}

const ofFiles = ({ config, target }: ProjectOptions): ProjectOptions => ({
  ...(config !== undefined && { config }),
  ...(target !== undefined && { target }),
});

/** The mistakes themselves are not shown here. */
export function wrongFiles(options: ProjectOptions, failure: Failure): Check {
  const { message, code, hint, diagnostics = [] } = failure;
  const mistakes = `warehog validate${flagsFor(ofFiles(options))} shows ${counted(diagnostics.length, "mistake")} with line and hint`;
  return bad("files", `${message} (${code})`, diagnostics.length === 0 ? hint : mistakes);
}

const COMMENT = /^# yaml-language-server: \$schema=\S+source\.schema\.json$/m;

/** Without it an editor neither completes nor checks a file. */
function checkComments({ cwd }: Context, { root }: Project, texts: Declared["texts"]): Check {
  const without = texts.filter(({ text }) => !COMMENT.test(text)).map(({ path }) => relative(cwd, `${root}/${path}`));
  return without.length === 0
    ? good("schema-comments", "every source file names its schema, so editors check it")
    : warning(
        "schema-comments",
        `${counted(without.length, "file")} without the line that names the schema for editors: ${without.slice(0, 3).join(", ")}`,
        "warehog init and warehog pull write it as the first line: # yaml-language-server: $schema=…",
      );
}

async function checkJournal({ cwd }: Context, { root }: Project, entry: TargetEntry): Promise<Check> {
  const { path, shown, failure } = journalPlace({ root, cwd }, entry);
  const owed = await readOwed(path, entry);
  if (!owed.ok) {
    const { message, hint, code } = failure(owed.error);
    return bad("journal", `${message} (${code})`, hint);
  }
  return owed.value.length === 0
    ? good("journal", "nothing is under way from here")
    : warning(
        "journal",
        `${shown}: ${counted(owed.value.length, "change")} begun and not proved`,
        "warehog apply goes on with it",
      );
}

/** The journal belongs to one machine: committed, it would tell another one of what it never began. */
async function checkIgnored({ env }: Context, { root }: Project): Promise<Check> {
  const { openGit } = await import("../../adapters/git.js");
  const ignored = await openGit(root, env).isIgnored(".warehog/journal");
  if (ignored === undefined) return good("git-ignore", "no git repository here, so no journal can be committed");
  return ignored
    ? good("git-ignore", "git leaves the journal alone")
    : warning(
        "git-ignore",
        "git would commit the journal, which belongs to this machine alone",
        "add .warehog/ to .gitignore",
      );
}
