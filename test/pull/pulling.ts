import { desiredState } from "../../src/config/desired.js";
import { parseProject } from "../../src/config/project.js";
import { parseSource } from "../../src/config/source.js";
import type { SourceText } from "../../src/config/source-text.js";
import type { LiveState } from "../../src/model/live.js";
import type { Plan } from "../../src/model/plan.js";
import type { Existing, Pull } from "../../src/pull/pulled.js";
import { pull } from "../../src/pull/pull.js";
import { planOf } from "../support/planned.js";
import { projectYaml } from "../support/workspace.js";

const project = parseProject({ path: "warehog.yaml", text: projectYaml("https://us.posthog.com") }).value;

/** The files of a folder as the command line reads them; a mistake in one of them is thrown. */
function readAll(texts: readonly SourceText[]): readonly Existing[] {
  return texts.map((text) => {
    const { value, diagnostics } = parseSource(text);
    if (value === undefined || diagnostics.length > 0)
      throw new Error(`${text.text}\n${JSON.stringify(diagnostics, null, 1)}`);
    return { key: text.path.replace(/^.*\/|\.yaml$/g, ""), text, file: value };
  });
}

const every = () => true;

/** One pull of everything. */
export const pulled = (live: LiveState, texts: readonly SourceText[] = []): Pull =>
  pull({
    live,
    existing: readAll(texts),
    isSource: every,
    isTable: every,
    patterns: ["warehouse/*.yaml"],
    schema: "https://example.com/source.schema.json",
  });

export const textsOf = ({ files }: Pull): readonly SourceText[] => files.map(({ path, text }) => ({ path, text }));

/** The plan of the files against the live state. */
export function planAfter(texts: readonly SourceText[], live: LiveState): Plan {
  const target = project?.targets[0];
  if (project === undefined || target === undefined) throw new Error("the project file is wrong");
  const { value, diagnostics } = desiredState(
    project,
    target,
    readAll(texts).map(({ file }) => file),
  );
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return planOf({ desired: value, live });
}
