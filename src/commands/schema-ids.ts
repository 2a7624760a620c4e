import { readText } from "../adapters/files.js";
import { writeFiles } from "../adapters/write-files.js";
import type { LiveState } from "../model/live.js";
import type { Plan, PlanProblem } from "../model/plan.js";
import { formatIds, learnIds, nameNow, parseIds } from "../model/schema-ids.js";
import type { KnownId, Seen } from "../model/schema-ids.js";
import { pair } from "../planner/pair.js";
import type { SourcePair } from "../planner/pair.js";
import type { Context } from "./context.js";
import type { LiveOptions } from "./options.js";
import type { Session } from "./session.js";

/** Beside the project file, to be committed; see docs/adr/0008-ids-are-advice.md. */
const IDS_FILE = "warehog.ids";

interface Ids {
  readonly text: string | undefined;
  readonly known: readonly KnownId[];
}

/** A file that cannot be read is no file: it is advice. */
async function readIds(root: string): Promise<Ids> {
  const text = await readText(root, IDS_FILE);
  return text.ok ? { text: text.value.text, known: parseIds(text.value.text) } : { text: undefined, known: [] };
}

/** Sources as they are declared. */
export const declaredIn = (pairs: readonly SourcePair[]): readonly Seen[] =>
  pairs.map(({ desired, live }) => ({ names: desired.tables.map(({ name }) => name), live }));

/** Writes down the ids of what is declared and there. Of a sandbox nothing is learnt, and a file that cannot be written is no failure. */
export async function rememberIds(
  { stderr }: Pick<Context, "stderr">,
  { sandbox }: Pick<LiveOptions, "sandbox">,
  { project }: Pick<Session, "project">,
  seen: readonly Seen[],
): Promise<void> {
  if (sandbox !== undefined) return;
  const { text: before, known } = await readIds(project.root);
  const text = formatIds(learnIds(known, seen));
  if (text === before) return;
  const written = await writeFiles(project.root, [{ path: IDS_FILE, before, text }]);
  if (written.ok) stderr.write(`wrote ${IDS_FILE}: which table has which schema id, to be committed with the rest\n`);
}

/** A declared table that is not there, and whose id lives under another name, was renamed. Nothing but the words of the problem changes. */
export async function withRenames(made: Plan, { project, declared }: Session, live: LiveState): Promise<Plan> {
  if (!made.problems.some(({ code }) => code === "not-discovered")) return made;
  const { known } = await readIds(project.root);
  const sources = pair(declared.desired, live).sources;
  const { name: target } = declared.desired.target;
  const problems = made.problems.map((problem): PlanProblem => {
    if (problem.code !== "not-discovered") return problem;
    for (const { desired, live: source } of sources) {
      const table = desired.tables.find(({ name }) => problem.address === `${target}/${desired.key}/${name}`)?.name;
      const name = table === undefined ? undefined : nameNow(known, source, table);
      if (table !== undefined && name !== undefined) return { ...problem, ...renamed(problem, table, name) };
    }
    return problem;
  });
  return { ...made, problems };
}

const renamed = ({ at }: PlanProblem, before: string, name: string) => ({
  code: "renamed",
  message: `the table is now called "${name}": its schema id, last seen as "${before}", lives on under that name`,
  hint: `in ${at.file}, line ${at.line}, rename the key ${JSON.stringify(before)} to ${JSON.stringify(name)} and leave the rest as it is; then plan again`,
});
