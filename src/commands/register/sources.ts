import type { Command } from "commander";
import { DISCOVER_EXIT_CODES, examples, ROTATE_EXIT_CODES } from "../help-text.js";
import { withProject, withService } from "../option-groups.js";
import type { DiscoverOptions, LiveOptions, RotateOptions } from "../options.js";
import type { Register } from "./register.js";

const SOURCE = "its file, without .yaml";

/** What speaks of a whole source. */
export function registerSources({ context, add, finish }: Register): void {
  withService(
    withProject(add("discover", "have PostHog look for tables again, and show what appeared, vanished or was renamed")),
  )
    .argument("[source]", `${SOURCE}; without it every declared source`)
    .option("-y, --yes", "do not ask; needed without a terminal")
    .option("--dry-run", "write nothing: say what PostHog lists now, and what would become of new tables")
    .option("--detailed-exitcode", "exit with 2 if anything changed")
    .addHelpText(
      "after",
      examples([
        ["warehog discover shop-postgres", "a new table is there: list it, and say what to declare"],
        ["warehog discover --dry-run", "what PostHog lists now, without writing"],
      ]) + `\n${DISCOVER_EXIT_CODES}`,
    )
    .action(async (source: string | undefined, options: DiscoverOptions) =>
      finish(await (await import("../discover.js")).discover(context, source, options)),
    );

  const webhook = add("webhook", "show the webhook of a source, or replace one of its secrets").addHelpText(
    "after",
    examples([
      ["warehog webhook info stripe", "is it registered, and which inputs hold a value?"],
      ["warehog webhook rotate stripe --input signing_secret --from-env NEW_SECRET", ""],
    ]),
  );
  const below = (name: string, description: string): Command =>
    withService(withProject(webhook.command(name).description(description))).showHelpAfterError(
      `warehog webhook ${name} --help shows what there is`,
    );

  below("info", "what PostHog and the provider hold of it; read-only, and no secret is shown")
    .argument("[source]", `${SOURCE}; without it every declared source that can have one`)
    .addHelpText(
      "after",
      examples([["warehog webhook info stripe", "is it registered, and which inputs hold a value?"]]),
    )
    .action(async (source: string | undefined, options: LiveOptions) =>
      finish(await (await import("../webhook-info.js")).info(context, source, options)),
    );

  below("rotate", "hand PostHog a new value of one input, e.g. a signing secret; asks first")
    .argument("<source>", SOURCE)
    .requiredOption("--input <name>", "which input, e.g. signing_secret")
    .option("--from-env <NAME>", "the name of the environment variable that holds the new value")
    .option("--from-stdin", "read the new value from standard input, which must be no terminal")
    .option("-y, --yes", "do not ask; needed without a terminal")
    .addHelpText(
      "after",
      examples([
        ["warehog webhook rotate stripe --input signing_secret --from-env NEW_SECRET", ""],
        ["pass stripe | warehog webhook rotate stripe --input signing_secret --from-stdin --yes", ""],
      ]) + `\n${ROTATE_EXIT_CODES}`,
    )
    .action(async (source: string, options: RotateOptions) =>
      finish(await (await import("../webhook-rotate.js")).rotate(context, source, options)),
    );
}
