import { readText } from "../adapters/files.js";
import type { FileChange } from "../adapters/write-files.js";
import { desiredState } from "../config/desired.js";
import { parseProject } from "../config/project.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Existing } from "../pull/pulled.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import { invalidFiles } from "./failure.js";
import type { Failure } from "./failure.js";
import { withJournalIgnored } from "./ignore-journal.js";
import { exampleProject } from "./init-files.js";
import type { PullOptions } from "./options.js";
import { chosenTarget, loadProject, loadSources, PROJECT_FILE, seenFrom } from "./project.js";
import type { Project, TargetEntry } from "./project.js";
import { schemaUrl } from "./schema-url.js";

/** What a pull finds in the folder. */
export interface PullGround {
  readonly project: Project;
  readonly entry: TargetEntry;
  readonly existing: readonly Existing[];
  /** what a first pull writes beside the sources */
  readonly beside: readonly FileChange[];
}

/** The project that the files name; in a folder without one, the project that the options name. */
export async function pullGround(context: Context, options: PullOptions): Promise<Result<PullGround, Failure>> {
  const project = await loadProject(context, options);
  if (!project.ok) return project.error.code === "project-missing" ? firstGround(context, options) : project;
  const entry = chosenTarget(project.value, options);
  if (!entry.ok) return entry;
  const other = otherTarget(entry.value, options);
  if (other !== undefined) return err(other);
  return withSources(context, project.value, entry.value, []);
}

async function withSources(
  context: Context,
  project: Project,
  entry: TargetEntry,
  beside: readonly FileChange[],
): Promise<Result<PullGround, Failure>> {
  const loaded = await loadSources(context, project, entry);
  if (!loaded.ok) return loaded;
  const { texts, files } = loaded.value;
  if (files.length === 0) return ok({ project, entry, existing: [], beside });
  const { value, diagnostics } = desiredState(project.file, entry, files);
  if (value === undefined || diagnostics.length > 0)
    return err(invalidFiles(diagnostics.map(seenFrom(context.cwd, project.root))));
  const existing = files.flatMap((file, index): readonly Existing[] => {
    const text = texts[index];
    const key = value.sources[index]?.key;
    return text === undefined || key === undefined ? [] : [{ key, text, file }];
  });
  return ok({ project, entry, existing, beside });
}

/** The same project file as `warehog init` writes. */
async function firstGround(context: Context, options: PullOptions): Promise<Result<PullGround, Failure>> {
  const { host = "https://us.posthog.com", projectId, target = "production", sandbox } = options;
  if (projectId === undefined && sandbox === undefined)
    return err({
      code: "project-needed",
      message: `there is no ${PROJECT_FILE} here or in any folder above, and nothing says which project to read`,
      hint: "warehog pull --project-id 12345: the number in the address of the project's pages",
      exit: EXIT.usage,
    });
  const schema = await schemaUrl("project");
  const text = exampleProject({ schema, target, host, ...(projectId === undefined ? {} : { projectId }) });
  const { value, diagnostics } = parseProject({ path: PROJECT_FILE, text });
  const [entry] = value?.targets ?? [];
  if (value === undefined || entry === undefined || diagnostics.length > 0) return err(invalidFiles(diagnostics));
  const ignored = await readText(context.cwd, ".gitignore");
  const [ignoreFile, ignoreText] = await withJournalIgnored(context);
  return withSources(context, { root: context.cwd, file: value }, entry, [
    { path: PROJECT_FILE, before: undefined, text },
    { path: ignoreFile, before: ignored.ok ? ignored.value.text : undefined, text: ignoreText },
  ]);
}

/** --host and --project-id are for a first pull: said beside a file they may name another project than it does. */
function otherTarget({ name, host, project_id }: TargetEntry, options: PullOptions): Failure | undefined {
  const isSame =
    (options.host === undefined || options.host.replace(/\/$/, "") === host) &&
    (options.projectId === undefined || options.projectId === project_id);
  return isSame
    ? undefined
    : {
        code: "target-differs",
        message: `target "${name}" of the project file is project ${project_id} at ${host}, and the options name another one`,
        hint: "leave --host and --project-id out, or add a target to the project file and choose it with --target",
        exit: EXIT.usage,
      };
}
