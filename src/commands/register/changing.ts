import { Option } from "commander";
import type { Command } from "commander";
import { APPLY_EXIT_CODES, examples, PLAN_EXIT_CODES } from "../help-text.js";
import { seconds, wholeNumber, withLive } from "../option-groups.js";
import type { ApplyOptions, PlanOptions } from "../options.js";
import type { Register } from "./register.js";

/** Options that would silently do nothing without --write-consent. */
const CONSENT_DETAILS = ["strategy", "reason"] as const;

/** From the YAML to PostHog. */
export function registerChanging({ context, add, finish }: Register): void {
  withLive(
    add("plan", "show what would change, what it would cost, and what stands in its way; never writes to PostHog"),
  )
    .option("-o, --out <file>", "write the plan to a file, for apply")
    .option("--detailed-exitcode", "exit with 2 if there are changes")
    .addOption(new Option("--format <format>", "how to show it").choices(["text", "markdown", "html", "json"]))
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
        ["warehog plan --target 'eu-*'", "several targets, one after the other"],
        ["warehog plan --out plan.json", "to apply exactly this later"],
        ["warehog plan --format html > plan.html", "a page to search and to filter, for a browser"],
        ["warehog plan --write-consent --strategy keep", "consent without a new import, where that is offered"],
        ["warehog plan --sandbox state.json", "against an emulated PostHog"],
      ]) + `\n${PLAN_EXIT_CODES}`,
    )
    .action(async (options: PlanOptions, command: Command) => {
      const alone = options.writeConsent === true ? undefined : CONSENT_DETAILS.find((name) => name in options);
      if (alone !== undefined) command.error(`error: option '--${alone}' says how to consent; add --write-consent`);
      const [{ overTargets }, { plan }] = await Promise.all([import("../over-targets.js"), import("../plan.js")]);
      const json = options.json === true || options.format === "json";
      finish(await overTargets(context, { ...options, json }, plan, { alone: "out" }));
    });

  withLive(add("apply", "carry out a plan, prove it, and plan again"))
    .argument("[plan]", "a plan file; without it the plan is made and shown now")
    .option("--approve <digest>", "the plan's full digest; needed without a terminal and with a plan file")
    .option("--no-wait", "do not wait for the imports (exit 4)")
    .option("--max-wait <minutes>", "for the runs of one table, default 300 (env WAREHOG_MAX_WAIT)", wholeNumber)
    .option(
      "--poll-seconds <n>",
      "the longest pause between two looks at a run, default 15 and more for long runs",
      seconds,
    )
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
      finish(await (await import("../apply.js")).apply(context, { ...options, ...(file !== undefined && { file }) })),
    );
}
