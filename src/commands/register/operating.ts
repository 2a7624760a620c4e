import { DIAGNOSE_EXIT_CODES, examples, RECOVERY_EXIT_CODES } from "../help-text.js";
import { seconds, wholeNumber, withProject, withService } from "../option-groups.js";
import type { DiagnoseOptions } from "../diagnose.js";
import type { RecoverOptions } from "../recover/recover.js";
import type { RecoveryAction } from "../recover/foresee.js";
import type { Register } from "./register.js";

/** What is wrong with what runs, and what to do about it. */
export function registerOperating({ context, add, finish }: Register): void {
  withService(withProject(add("diagnose", "say why tables do not sync, and what harms least; never writes to PostHog")))
    .argument("[source/table]", "one source by file name without .yaml, or one table of it; without it all of them")
    .addHelpText(
      "after",
      examples([
        ["warehog diagnose", "every source, tables that no file declares too"],
        ["warehog diagnose shop-postgres", "one source"],
        ["warehog diagnose shop-postgres/public.orders", "one table, with its runs"],
      ]) + `\n${DIAGNOSE_EXIT_CODES}`,
    )
    .action(async (address: string | undefined, options: DiagnoseOptions) =>
      finish(
        await (
          await import("../diagnose.js")
        ).diagnose(context, { ...options, ...(address !== undefined && { address }) }),
      ),
    );

  for (const [action, about] of RECOVERIES) {
    const isDestructive = action === "resync" || action === "delete-data";
    const command = withService(withProject(add(action, about)))
      .argument("<source/table...>", "which tables, each by name: one that no file declares may be named too")
      .option("--no-wait", "do not wait for what comes of it (exit 4)")
      .option("--max-wait <minutes>", "for one table, default 300 (env WAREHOG_MAX_WAIT)", wholeNumber)
      .option("--poll-seconds <n>", "the pause between two looks, default 15", seconds);
    (isDestructive
      ? command.option("--approve <id>", "the id that the command shows when it is given without")
      : command.option("--yes", "do not ask; needed without a terminal")
    )
      .addHelpText(
        "after",
        examples([
          isDestructive
            ? [`warehog ${action} shop/public.orders`, "says what it would delete, and the id to approve"]
            : [`warehog ${action} shop/public.orders`, "says what it does, and asks"],
        ]) + `\n${RECOVERY_EXIT_CODES}`,
      )
      .action(async (addresses: readonly string[], options: Omit<RecoverOptions, "action" | "addresses">) =>
        finish(await (await import("../recover/recover.js")).recover(context, { ...options, action, addresses })),
      );
  }
}

const RECOVERIES: readonly (readonly [RecoveryAction, about: string])[] = [
  ["reload", "run tables once, as their schedule would"],
  ["cancel", "end what runs of tables, or a status Running that no run stands behind"],
  ["resync", "delete the rows of tables and import them again; readers keep the old ones until then"],
  ["delete-data", "delete the rows of tables; they are absent until warehog reload has imported them"],
];
