import { Command } from "commander";
import { visible } from "../report/visible.js";
import type { Context } from "./context.js";
import { withoutValues } from "./without-values.js";
import type { ExitCode } from "./exit-code.js";
import { examples, EXIT_CODES, HELP_HINT } from "./help-text.js";
import { registerChanging } from "./register/changing.js";
import { registerDeclaring } from "./register/declaring.js";
import { registerLookingUp } from "./register/looking-up.js";
import { registerOperating } from "./register/operating.js";
import { registerOperatingProject } from "./register/operating-project.js";
import { registerSources } from "./register/sources.js";
import type { Register } from "./register/register.js";

/** of help that goes to a file or a pipe */
const HELP_WIDTH = 100;

interface Ends {
  /** one JSON value was asked for: what people would read is left out */
  readonly json: boolean;
  /** takes help and version, piece by piece */
  readonly show: (text: string) => void;
  /** takes the exit code of the command that ran */
  readonly finish: (code: ExitCode) => void;
}

/** The groups of `warehog --help`, in their order. */
const GROUPS: readonly (readonly [heading: string, register: (to: Register) => void])[] = [
  ["Declare:", registerDeclaring],
  ["Change:", registerChanging],
  ["Operate:", registerOperating],
  ["Operate:", registerOperatingProject],
  ["Sources:", registerSources],
  ["Look up:", registerLookingUp],
];

/** Every command with its options and help. */
export function buildProgram(context: Context, { json, show, finish }: Ends): Command {
  const program = new Command("warehog")
    .description(
      "PostHog data-warehouse sync configuration as code: plan, review every dangerous change, apply, prove.",
    )
    .version(context.version, "-V, --version")
    .commandsGroup("Look up:")
    .helpCommand("help [command]", "what a command does, its options, and examples")
    .configureHelp({ sortSubcommands: false })
    .configureOutput({
      writeOut: show,
      // commander repeats what was typed, and a script may have typed it from somebody else's names.
      writeErr: (text) => json || context.stderr.write(withoutValues(text).split("\n").map(visible).join("\n")),
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

  for (const [heading, register] of GROUPS) {
    const add = (name: string, description: string): Command =>
      program
        .command(name)
        .helpGroup(heading)
        .description(description)
        .showHelpAfterError(`warehog ${name} --help shows what there is`);
    const hidden = (name: string, description: string): Command =>
      program.command(name, { hidden: true }).description(description);
    register({ context, add, hidden, finish });
  }
  return program;
}
