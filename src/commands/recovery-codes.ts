/** Why a command that recovers tables refuses, and how its calls can end. What has the code of a plan's problem means the same here. */
export const RECOVERY_CODES = {
  "source-unknown":
    "The key sees no source of that name. A source is named as its file without .yaml, and one that no file declares as `warehog pull` would name it; `warehog diagnose` shows all.",
  "table-unknown": "The source has no table of that name. Names are exactly those of PostHog, schema included.",
  "table-unnamed":
    "A whole source was named where tables are. Name each as source/table, so that nothing is done to a table that nobody meant.",
  "table-owed":
    "An apply has begun something with this table and not proved it, and a run or a wipe from elsewhere would be mistaken for its own. `warehog plan` shows what is owed, `warehog apply` carries it on.",
  "confirmation-missing":
    "Nobody can be asked here, and the command was not confirmed, so nothing was sent. Read what it would do, then add --yes.",
  "recovery-not-approved":
    "The command deletes rows, so it is carried out only with the id of what was shown: it binds the action, the tables and how many rows they hold. Read it, then add --approve with the id.",
  "approval-differs":
    "--approve names something else than what would be done now: another table, another action, or about as many rows no longer. Nothing was sent. Read the new preview.",
  "cdc-streams-on":
    "Change data capture goes on streaming after its data was deleted, so the rows that were there would not come back. `warehog resync` takes a new snapshot.",
  "nothing-stored": "The table holds no rows, so there is nothing to delete. `warehog reload` begins its first import.",
  "run-unseen":
    "The call was sent and its answer lost, or nobody waited for its run, so what came of it is not proved. `warehog diagnose` shows the table as it is; nothing was repeated.",
  "rows-still-there":
    "PostHog took the call or its answer was lost, and the table still holds rows when it is read again. The same command can be given again.",
} as const satisfies Readonly<Record<string, string>>;
