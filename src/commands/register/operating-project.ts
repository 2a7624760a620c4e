import { Argument } from "commander";
import type { Command } from "commander";
import { DOCTOR_EXIT_CODES, DRIFT_EXIT_CODES, examples } from "../help-text.js";
import { withLive, withOutput } from "../option-groups.js";
import type { LiveOptions, OutputOptions } from "../options.js";
import type { DriftOptions } from "../drift.js";
import { NAME_KINDS } from "../completion/name-kinds.js";
import type { NameKind } from "../completion/name-kinds.js";
import { SHELLS } from "../completion/shells.js";
import type { Shell } from "../completion/shells.js";
import type { Register } from "./register.js";

/** What a day with a project asks for. */
export function registerOperatingProject({ context, add, hidden, finish }: Register): void {
  withLive(add("drift", "who moved since the last apply: the YAML, PostHog, or both; never writes"))
    .option("--since <commit>", "what was applied last, in git; default: where this branch left origin, or HEAD")
    .addHelpText(
      "after",
      examples([
        ["warehog drift", "has anybody changed a table by hand?"],
        ["warehog drift --since v1.4.0", "compared with what that tag declares"],
        ["warehog drift --target '*' --json", "every target, for a script"],
      ]) + `\n${DRIFT_EXIT_CODES}`,
    )
    .action(async (options: DriftOptions) => {
      const [{ overTargets }, { drift }] = await Promise.all([import("../over-targets.js"), import("../drift.js")]);
      finish(await overTargets(context, options, drift));
    });

  withLive(add("doctor", "is everything in place: files, key, scopes, project, server, sources; a remedy for each"))
    .addHelpText(
      "after",
      examples([
        ["warehog doctor", "every target of the project file"],
        ["warehog doctor --target production", "one of them"],
      ]) + `\n${DOCTOR_EXIT_CODES}`,
    )
    .action(async (options: LiveOptions) => {
      const [{ overTargets }, { doctor }] = await Promise.all([import("../over-targets.js"), import("../doctor.js")]);
      finish(await overTargets(context, options, doctor, { all: true }));
    });

  withOutput(add("completion", "print a script that completes commands, options and names"))
    .addArgument(new Argument("<shell>", "which one").choices(SHELLS))
    .addHelpText(
      "after",
      examples([
        ["warehog completion fish | source", "in config.fish"],
        ['eval "$(warehog completion bash)"', "in ~/.bashrc"],
        ["source <(warehog completion zsh)", "in ~/.zshrc, after compinit"],
      ]),
    )
    .action(async (shell: Shell, options: OutputOptions, command: Command) => {
      const { completion } = await import("../completion.js");
      finish(completion(context, options, command.parent ?? command, shell));
    });

  hidden("__complete", "names for the completion scripts")
    .addArgument(new Argument("<kind>", "of what").choices(NAME_KINDS))
    .argument("[line...]", "what was typed so far, behind --")
    .action(async (kind: NameKind, line: readonly string[]) =>
      finish(await (await import("../complete-names.js")).completeNames(context, kind, line)),
    );
}
