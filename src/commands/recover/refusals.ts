import type { Owed } from "../../model/journal.js";
import type { DesiredState } from "../../model/desired.js";
import type { Job, LiveState } from "../../model/live.js";
import { counted } from "../../model/numbers.js";
import { quoted } from "../invocation.js";
import { EXIT } from "../exit-code.js";
import type { Failure } from "../failure.js";
import type { Located } from "../located.js";
import { DESTRUCTIVE, rowsOf } from "./foresee.js";
import type { RecoveryAction } from "./foresee.js";

export interface Asked {
  readonly action: RecoveryAction;
  readonly tables: readonly Located[];
  readonly live: LiveState;
  readonly desired: DesiredState;
  readonly owed: readonly Owed[];
  /** schema id → its runs, newest first */
  readonly jobs: ReadonlyMap<string, readonly Job[]>;
  readonly flags: string;
}

const refusal = (code: string, message: string, hint: string): Failure => ({
  code,
  message: `${message}; nothing was sent`,
  hint,
  exit: EXIT.refused,
});

/** Why none of it may be done: one table that must not be touched holds back those that were named with it. */
export function refusalOf(asked: Asked): Failure | undefined {
  for (const table of asked.tables) {
    const refused = tableRefusal(asked, table);
    if (refused !== undefined) return refused;
  }
  return DESTRUCTIVE.has(asked.action) ? (billing(asked) ?? threshold(asked)) : undefined;
}

function tableRefusal(
  { action, owed, jobs, flags }: Asked,
  { address, table, declared, source }: Located,
): Failure | undefined {
  const named = quoted(address);
  const debt = owed.find(({ record }) => record.schema_id === table.id);
  if (debt !== undefined)
    return refusal(
      "table-owed",
      `an apply has begun item ${debt.record.id} on ${address} and not proved it`,
      `warehog apply${flags} carries it on; warehog plan${flags} shows it`,
    );
  if (action === "cancel") return undefined;
  const running = jobs.get(table.id)?.find(({ status }) => status === "Running");
  if (running !== undefined)
    return refusal(
      "running",
      `run ${running.id} of ${address} is under way, and PostHog would drop or cut off one of the two`,
      `wait for its end, or end it with warehog cancel${flags} ${named}`,
    );
  if (!DESTRUCTIVE.has(action)) return undefined;
  if (declared?.protect === true)
    return refusal(
      "protected",
      `${address} is protected by the YAML`,
      "take protect: true out first, in a change that somebody reviews",
    );
  if (source.access_method === "direct")
    return refusal("direct-query", `${address} is queried where it is`, "there is nothing synced to import again");
  if (action === "delete-data" && table.settings.sync_type === "cdc")
    return refusal("cdc-streams-on", `${address} follows the log`, `warehog resync${flags} ${named} imports it again`);
  if (action === "delete-data" && table.table === null)
    return refusal("nothing-stored", `${address} holds no rows`, `warehog reload${flags} ${named} imports it`);
  return undefined;
}

/** Rows that are deleted while nothing is imported do not come back soon. */
const billing = ({ live }: Asked): Failure | undefined =>
  live.sources.some(({ listed }) => listed.some(({ status }) => /^(Billing limit|Paused)/.test(status ?? "")))
    ? refusal(
        "billing-limit",
        "the project is over its billing limit, so what is deleted could not be imported again",
        "raise the limit in PostHog under Billing, then run the command again",
      )
    : undefined;

/** The policy's limits, as a plan keeps them; a source may pass one by the same consent. */
function threshold({ tables, desired }: Asked): Failure | undefined {
  const { max_tables, max_rows } = desired.policy.destructive;
  const bound = (limit: "max_tables" | "max_rows") =>
    tables.filter(
      ({ key }) =>
        !desired.sources
          .find((source) => source.key === key)
          ?.thresholds.some(({ threshold: passed }) => passed === limit),
    );
  const counts = bound("max_rows").map(({ table }) => rowsOf(table));
  const total = counts.reduce<number>((sum, rows) => sum + (rows ?? 0), 0);
  if (bound("max_tables").length > max_tables)
    return refusal(
      "threshold",
      `${counted(bound("max_tables").length, "table")} would lose rows, and the policy allows ${max_tables} at a time`,
      "name fewer tables, or raise policy.destructive.max_tables in warehog.yaml",
    );
  if (total > max_rows || counts.includes(null))
    return refusal(
      "threshold",
      `${counts.includes(null) ? "an unknown number of rows" : counted(total, "row")} would be deleted, and the policy allows ${max_rows}`,
      "name fewer tables, or raise policy.destructive.max_rows in warehog.yaml",
    );
  return undefined;
}
