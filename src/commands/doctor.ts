import { counted } from "../model/numbers.js";
import { labelled } from "../report/layout.js";
import type { Style } from "../report/paint.js";
import { visible } from "../report/visible.js";
import { clientSettings } from "./client-settings.js";
import type { Context } from "./context.js";
import { checkHost, checkKey } from "./doctor/address.js";
import { bad, CHECKS, good, notChecked } from "./doctor/check.js";
import type { Check } from "./doctor/check.js";
import { checkFiles, wrongFiles } from "./doctor/files.js";
import { checkService, notAsked } from "./doctor/service.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import type { Failure } from "./failure.js";
import type { LiveOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { chosenTarget, loadProject } from "./project.js";
import type { Project, TargetEntry } from "./project.js";
import { openService } from "./service.js";

/** What PostHog allows a key, where the settings say nothing else. */
const PER_HOUR = 4800;

/** Looks at everything that a plan and an apply stand on, whatever else is wrong, and says what to do. Changes nothing. */
export async function doctor(context: Context, options: LiveOptions): Promise<ExitCode> {
  const found = await examine(context, options);
  const isWell = found.checks.every(({ state }) => state !== "bad");
  if (options.json === true)
    context.stdout.write(
      `${JSON.stringify({ version: 1, target: found.target ?? null, healthy: isWell, checks: found.checks }, null, 2)}\n`,
    );
  else context.stdout.write(textOf(context, options, found));
  return isWell ? EXIT.done : EXIT.error;
}

interface Examined {
  /** undefined: the files name none, or several */
  readonly target: string | undefined;
  readonly checks: readonly Check[];
}

async function examine(context: Context, options: LiveOptions): Promise<Examined> {
  const project = await loadProject(context, options);
  if (!project.ok) return nothingElse(options, project.error);
  const entry = chosenTarget(project.value, options);
  if (!entry.ok) return nothingElse(options, entry.error);
  const { checks, declared } = await checkFiles(context, options, project.value, entry.value);
  const online = await ask(context, options, project.value, entry.value, declared?.desired);
  return { target: entry.value.name, checks: [...checks, ...online] };
}

/** Without a target there is nothing to look at. */
const nothingElse = (options: LiveOptions, failure: Failure): Examined => ({
  target: undefined,
  checks: [
    wrongFiles(options, failure),
    ...notChecked(
      CHECKS.filter((check) => check !== "files"),
      "the project file comes first",
    ),
  ],
});

async function ask(
  context: Context,
  options: LiveOptions,
  project: Project,
  entry: TargetEntry,
  desired: Parameters<typeof checkService>[0]["desired"],
): Promise<readonly Check[]> {
  const isEmulated = options.sandbox !== undefined;
  const key = isEmulated
    ? good("key", "none is needed for a sandbox")
    : checkKey(entry.api_key_env, context.env[entry.api_key_env]);
  const before = [isEmulated ? good("host", "a sandbox in its place") : checkHost(entry), key];
  const wrong = before.find(({ state }) => state === "bad");
  if (wrong !== undefined) return [...before, ...notAsked(`mend the ${wrong.check} first`, ["key"])];
  const service = await openService(context, options, { project, target: entry, mode: "read", isCheckup: true });
  if (!service.ok) {
    const { message, code, hint } = service.error;
    return [
      ...before,
      bad("project", `${message} (${code})`, hint),
      ...notAsked("mend the project first", ["key", "project"]),
    ];
  }
  const { posthog, target } = service.value;
  try {
    const settings = clientSettings(options, context.env);
    const online = await checkService({
      host: entry.host,
      projectId: target.project_id,
      checkup: posthog.checkup,
      requests: () => posthog.requests(),
      clockAhead: () => posthog.clockAhead(),
      desired,
      perHour: (settings.ok ? settings.value.requestsPerHour : undefined) ?? PER_HOUR,
    });
    // What PostHog says of a key is worth more than what it looks like.
    return [...before.filter(({ check }) => online.every((one) => one.check !== check)), ...online];
  } finally {
    await service.value.close();
  }
}

const MARKS: Readonly<Record<Check["state"], readonly [mark: string, style: Style]>> = {
  good: ["✓", "good"],
  warning: ["!", "warning"],
  bad: ["✗", "danger"],
};
const LABEL_WIDTH = 20;

function textOf(context: Context, options: LiveOptions, { target, checks }: Examined): string {
  const paint = paintFor(context.stdout, context, options);
  const width = widthOf(context.stdout);
  const lines = checks.flatMap((check) => {
    const [mark, style] = MARKS[check.state];
    return [
      ...labelled(`${paint(style, mark)} ${check.check}`, LABEL_WIDTH, visible(check.says), width),
      ...(check.state === "good" ? [] : labelled("", LABEL_WIDTH, paint("dim", `→ ${visible(check.remedy)}`), width)),
    ];
  });
  const count = (state: Check["state"]): number => checks.filter((check) => check.state === state).length;
  const conclusion =
    count("bad") === 0
      ? `healthy${count("warning") === 0 ? "" : ` · ${counted(count("warning"), "warning")}`}`
      : `${count("bad")} to mend${count("warning") === 0 ? "" : ` · ${counted(count("warning"), "warning")}`}`;
  return `${[paint("title", target ?? "no target"), "", ...lines, "", conclusion].join("\n")}\n`;
}
