import { examples, PULL_EXIT_CODES } from "../help-text.js";
import type { InitOptions } from "../init.js";
import { withLive, withOutput, withProject, wholeNumber } from "../option-groups.js";
import type { ProjectOptions, PullOptions } from "../options.js";
import type { Register } from "./register.js";

/** What the YAML says, and how it comes to be. */
export function registerDeclaring({ context, add, finish }: Register): void {
  withOutput(add("init", "write a project file and an example source, with comments"))
    .option("-t, --target <name>", "what to call the PostHog project", "production")
    .option("--host <url>", "where it is", "https://us.posthog.com")
    .option("--project-id <id>", "its number, as in the address of its pages", wholeNumber)
    .addHelpText("after", examples([["warehog init --project-id 12345", "for project 12345 of the US cloud"]]))
    .action(async (options: InitOptions) => finish(await (await import("../init.js")).init(context, options)));

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
        ["warehog pull --check --target '*'", "of every target"],
      ]) + `\n${PULL_EXIT_CODES}`,
    )
    .action(async (options: PullOptions) => {
      const { pull } = await import("../pull.js");
      if (options.check !== true) return finish(await pull(context, options));
      finish(await (await import("../over-targets.js")).overTargets(context, options, pull));
    });

  withProject(add("validate", "check the files, offline: all mistakes at once"))
    .addHelpText("after", examples([["warehog validate", "every target of the project file"]]))
    .action(async (options: ProjectOptions) =>
      finish(await (await import("../validate.js")).validate(context, options)),
    );

  withProject(add("targets", "list the targets with their files, offline"))
    .addHelpText("after", examples([["warehog targets --json", "for a matrix of jobs"]]))
    .action(async (options: ProjectOptions) => finish(await (await import("../targets.js")).targets(context, options)));
}
