import { Argument, Command, Option } from "commander";
import type { Context } from "./context.js";
import type { ExitCode } from "./exit-code.js";
import { APPLY_EXIT_CODES, examples, EXIT_CODES, HELP_HINT, PLAN_EXIT_CODES, PULL_EXIT_CODES } from "./help-text.js";
import { portNumber, seconds, wholeNumber, withLive, withOutput, withProject } from "./option-groups.js";
import type { ApplyOptions, OutputOptions, PlanOptions, ProjectOptions, PullOptions } from "./options.js";
import type { InitOptions } from "./init.js";
import type { SandboxOptions } from "./sandbox.js";
import { SCHEMA_NAMES } from "./schema-names.js";
import type { SchemaName } from "./schema-names.js";
import { visible } from "../report/visible.js";

/** of help that goes to a file or a pipe */
const HELP_WIDTH = 100;

/** Options that would silently do nothing without --write-consent. */
const CONSENT_DETAILS = ["strategy", "reason"] as const;

interface Ends {
  /** one JSON value was asked for: what people would read is left out */
  readonly json: boolean;
  /** takes help and version, piece by piece */
  readonly show: (text: string) => void;
  /** takes the exit code of the command that ran */
  readonly finish: (code: ExitCode) => void;
}

/** Every command with its options and help. Commands are loaded when they run, so that each start pays for one only. */
export function buildProgram(context: Context, { json, show, finish }: Ends): Command {
  const program = new Command("warehog")
    .description(
      "PostHog data-warehouse sync configuration as code: plan, review every dangerous change, apply, prove.",
    )
    .version(context.version, "-V, --version")
    .helpCommand("help [command]", "what a command does, its options, and examples")
    .configureHelp({ sortSubcommands: false })
    .configureOutput({
      writeOut: show,
      // commander repeats what was typed, and a script may have typed it from somebody else's names.
      writeErr: (text) => json || context.stderr.write(text.split("\n").map(visible).join("\n")),
      getOutHelpWidth: () => context.stdout.columns ?? HELP_WIDTH,
      getErrHelpWidth: () => context.stderr.columns ?? HELP_WIDTH,
    })
    .exitOverride()
    .showHelpAfterError(HELP_HINT)
    .addHelpText(
      "after",
      examples([
        ["warehog init", "start a project in this folder"],
        ["warehog pull --project-id 12345", "adopt a project whose tables sync already"],
        ["warehog plan --sandbox", "try it on an emulated PostHog, without an account"],
        ["warehog plan", "what would change, and what that would cost"],
        ["warehog apply", "carry it out"],
      ]) + `\n${EXIT_CODES}`,
    );

  const add = (name: string, description: string): Command =>
    program.command(name).description(description).showHelpAfterError(`warehog ${name} --help shows what there is`);

  withOutput(add("init", "write a project file and an example source, with comments"))
    .option("-t, --target <name>", "what to call the PostHog project", "production")
    .option("--host <url>", "where it is", "https://us.posthog.com")
    .option("--project-id <id>", "its number, as in the address of its pages", wholeNumber)
    .addHelpText("after", examples([["warehog init --project-id 12345", "for project 12345 of the US cloud"]]))
    .action(async (options: InitOptions) => finish(await (await import("./init.js")).init(context, options)));

  withLive(add("pull", "write down how the tables of a project sync: live → YAML; keeps comments and order"))
    .option("--host <url>", "for a first pull, without a project file: where the project is")
    .option("--project-id <id>", "for a first pull: its number, as in the address of its pages", wholeNumber)
    .option("--check", "write nothing; exit with 2 if files would change")
    .addHelpText(
      "after",
      examples([
        ["warehog pull --project-id 12345", "adopt a project: warehog.yaml and one file a source"],
        ["warehog pull", "take over what somebody changed in PostHog"],
        ["warehog pull --check", "in CI: do the files still say what PostHog holds?"],
      ]) + `\n${PULL_EXIT_CODES}`,
    )
    .action(async (options: PullOptions) => finish(await (await import("./pull.js")).pull(context, options)));

  withProject(add("validate", "check the files, offline: all mistakes at once"))
    .addHelpText("after", examples([["warehog validate", "every target of the project file"]]))
    .action(async (options: ProjectOptions) =>
      finish(await (await import("./validate.js")).validate(context, options)),
    );

  withLive(
    add("plan", "show what would change, what it would cost, and what stands in its way; never writes to PostHog"),
  )
    .option("-o, --out <file>", "write the plan to a file, for apply")
    .option("--detailed-exitcode", "exit with 2 if there are changes")
    .addOption(new Option("--format <format>", "how to show it").choices(["text", "markdown", "json"]))
    .option("--explain", "where each value comes from, and all evidence")
    .option("--readers", "name the saved queries that read what changes (scope warehouse_view:read)")
    .option("--write-consent", "add the missing consents to the YAML, for review, and plan again")
    .addOption(
      new Option("--strategy <strategy>", "with --write-consent: how rows that may be wrong are answered").choices([
        "resync",
        "rebuild",
        "keep",
        "enable",
      ]),
    )
    .option("--reason <text>", "with --write-consent: why, for those who review it")
    .addHelpText(
      "after",
      examples([
        ["warehog plan", "the whole target"],
        ["warehog plan --table 'public.*' --explain", "a part of it, with all reasons"],
        ["warehog plan --out plan.json", "to apply exactly this later"],
        ["warehog plan --write-consent --strategy keep", "consent without a new import, where that is offered"],
        ["warehog plan --sandbox state.json", "against an emulated PostHog"],
      ]) + `\n${PLAN_EXIT_CODES}`,
    )
    .action(async (options: PlanOptions, command: Command) => {
      const alone = options.writeConsent === true ? undefined : CONSENT_DETAILS.find((name) => name in options);
      if (alone !== undefined) command.error(`error: option '--${alone}' says how to consent; add --write-consent`);
      finish(await (await import("./plan.js")).plan(context, options));
    });

  withLive(add("apply", "carry out a plan, prove it, and plan again"))
    .argument("[plan]", "a plan file; without it the plan is made and shown now")
    .option("--approve <digest>", "the plan's full digest; needed without a terminal and with a plan file")
    .option("--no-wait", "do not wait for the imports (exit 4)")
    .option("--max-wait <minutes>", "for the runs of one table, default 300 (env WAREHOG_MAX_WAIT)", wholeNumber)
    .option("--poll-seconds <n>", "the longest pause between two looks at a run, default 15", seconds)
    .addHelpText(
      "after",
      examples([
        ["warehog apply", "shows the plan and asks"],
        ["warehog apply plan.json --approve 9c41…", "exactly the plan of that digest"],
      ]) +
        `\n${APPLY_EXIT_CODES}\n` +
        "\nWhat is under way stands in .warehog/<project>-<hash of the host>.journal beside the project file. After an interruption," +
        "\n`warehog apply plan.json --approve <digest>` resumes on this machine; without a plan file, plan again and" +
        "\napprove the new digest. Other machines cannot see that file.",
    )
    .action(async (file: string | undefined, options: ApplyOptions) =>
      finish(await (await import("./apply.js")).apply(context, { ...options, ...(file !== undefined && { file }) })),
    );

  withProject(add("targets", "list the targets with their files, offline"))
    .addHelpText("after", examples([["warehog targets --json", "for a matrix of jobs"]]))
    .action(async (options: ProjectOptions) => finish(await (await import("./targets.js")).targets(context, options)));

  withOutput(add("sandbox", "run an emulated PostHog until Ctrl-C"))
    .option("--state <file>", "the state document to start from; without it the packaged example")
    .option("--port <n>", "0: any free one", portNumber, 8010)
    .addHelpText("after", examples([["warehog sandbox --state state.json --port 8010", "http://127.0.0.1:8010"]]))
    .action(async (options: SandboxOptions) => finish(await (await import("./sandbox.js")).sandbox(context, options)));

  withOutput(add("schema", "print a JSON Schema"))
    .addArgument(new Argument("<name>", "which one").choices(SCHEMA_NAMES))
    .addHelpText("after", examples([["warehog schema source", "of the files beside warehog.yaml"]]))
    .action(async (name: SchemaName, options: OutputOptions) =>
      finish(await (await import("./schema.js")).schema(context, { ...options, name })),
    );

  withOutput(add("explain", "say what a code means and the way out"))
    .argument("<code>", "as it stands in brackets behind a message")
    .addHelpText("after", examples([["warehog explain cursor-changed", "why a new cursor costs an import"]]))
    .action(async (code: string, options: OutputOptions) =>
      finish(await (await import("./explain.js")).explain(context, { ...options, code })),
    );

  return program;
}
