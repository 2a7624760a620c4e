/** What can be wrong with a plan that was made earlier. */
export const PLAN_CODES = {
  "plan-version":
    "The plan was written by a Warehog whose plans or rules differ, so its approval covers nothing here. Plan again, and approve the new digest.",
  "plan-invalid": "The file is no plan, or only a part of one. Write it again with `warehog plan --out plan.json`.",
  "plan-edited":
    "The plan does not match its own digest: it was changed after it was written, so nobody approved what it says. Plan again; changes belong into the YAML.",
  "plan-changed":
    "The table is no longer as it was when the plan was approved, and what was approved does not cover what would happen now. Nothing was written to it. Plan again, and review the new plan.",
  "plan-for-another-target":
    "The plan was made for another project than the one that the project file names. Choose its target with --target, or plan again.",
} as const satisfies Readonly<Record<string, string>>;

/** How an item of an apply can end that did not reach its aim. What PostHog refuses has codes of its own. */
export const OUTCOME_CODES = {
  "run-failed":
    "The import that proves the change ended with an error, which stands beside it. Mend its cause at the source or in the YAML, plan again, and apply: the import is still owed and is asked for once more.",
  "run-cancelled":
    "Somebody cancelled the import that proves the change, or switched the table off while it ran. The import is still owed: plan again, and apply.",
  "no-run":
    "PostHog took the trigger, and again a second one, but no run began within the time for which it may hold back a table that fails. Look at the table's jobs in PostHog, then apply again.",
  "run-overlapped":
    "A run of the table began while a change was being saved that a run must not meet: it reads as the table was, and what it leaves does not fit what stands now. Nothing is wrong yet; the next run would add rows twice or pass some over, so Warehog switched the table off and asked for none. `warehog resync <source>/<table>` reads every row anew, and says before it asks what that deletes; then switch the table on again. Where its rows are seen to be right it can be switched on as it is.",
  "needs-wait":
    "With --no-wait nothing may come after the import, and this item has a step that does: switching the table on, or removing a webhook. Nothing was written. Apply without --no-wait.",
  "not-awaited":
    "The import was asked for and --no-wait left it to itself, so nothing is proved. The next apply looks for its end.",
  "stop-requested":
    "Somebody stopped the apply, and it ended between two steps. What is owed stands in the journal: apply again to go on.",
  "read-back-differs":
    "PostHog answered, but what it holds afterwards is not what was sent. The next apply goes on from what is there; if it stays, make the change in PostHog's own pages, which show why.",
  "wait-limit":
    "The table was waited for as long as --max-wait allows (300 minutes unless told), and its run has not ended, or none has begun. What was written stands in the journal. Look at the table's runs in PostHog and cancel one that is stuck; the next apply goes on waiting where this one stopped.",
  "webhook-not-created":
    "PostHog took the call, but the provider did not register the webhook, so changes would be missed. Finish it on the Webhook tab of the source, then plan again.",
  "webhook-inputs-missing":
    "The webhook stands, but PostHog does not hold all the inputs that the YAML declares for it, so deliveries may be turned away. Compare the names under webhook.inputs with the Webhook tab of the source, correct them there or in the YAML, then apply again.",
  "webhook-not-deleted":
    "The webhook still stands although no table uses it. It harms no rows; delete it on the Webhook tab of the source, or apply again.",
  "webhook-not-delivering":
    "The table is of type webhook, but no change would reach it. Look at the Webhook tab of the source, then plan again.",
  "journal-unwritable":
    "The journal could not be written, so nothing else was sent: a change that it does not hold could be lost. Make room and the folder .warehog writable, then apply again.",
} as const satisfies Readonly<Record<string, string>>;

/** Why a call has no usable answer, where PostHog did not say it. */
export const CALL_CODES = {
  "unreadable-answer":
    "The answer is not what PostHog documents: a web page, half an answer, or another shape. Check the target's host and what stands before it; with PostHog itself, upgrade Warehog.",
  "lost-answer":
    "The call may have been carried out, but its answer never arrived. Nothing is repeated blindly: the next apply reads first what came of it.",
  unreachable:
    "The call did not reach the server. Check host, network, proxy and certificate, then run the command again.",
  "secret-missing":
    "The call needs a secret from an environment variable that is not set. Set it where Warehog runs, or correct its name under webhook.inputs.",
  "forbidden-call":
    "Warehog kept a call from leaving that this command may not make. That is a bug of Warehog: please report it.",
  "server-error":
    "PostHog failed with an error of its own. The change may have been saved all the same, so it is read back before anything else. Run the command again later.",
  "refused-by-server":
    "PostHog refused the call in words that Warehog does not know. Make the same change in PostHog's own pages, which show why.",
} as const satisfies Readonly<Record<string, string>>;

/** Why a command ended before it did anything, or in the middle. */
export const COMMAND_CODES = {
  "configuration-invalid":
    "A file has mistakes, each shown with its line, and nothing was sent. Mend them; `warehog validate` checks again, offline.",
  "project-missing":
    "There is no warehog.yaml here or in any folder above. Change into the project's folder, name the file with --config, or start with `warehog init`.",
  "target-unknown": "The project file has no target of that name. `warehog targets` lists them.",
  "target-needed": "The project file has several targets, and a command works on one. Name it with --target.",
  "scope-empty":
    "No table matches --source and --table, so there is nothing to do. Sources are named as their files; quote globs, so that the shell leaves them alone.",
  "setting-invalid":
    "An environment variable that sets a limit of the client does not hold a number. Unset or correct it.",
  "key-malformed":
    "The API key holds characters that no PostHog key has, so it was not sent. Copy it again: one word that begins with phx_.",
  "approval-missing":
    "Nobody can be asked here and the plan was not approved, so nothing was written. Read the plan, then add --approve with its digest.",
  "not-approved": "The question was not answered with what it asked for, so nothing was written.",
  "digest-differs":
    "--approve names another plan than the one that would be carried out: something changed since it was read, here or in PostHog. Nothing was written. Read the new plan, and approve its digest.",
  journal:
    "The file that holds what is under way could not be used, so nothing was written: it is locked by another command that writes, damaged, of another target, or not writable. The message says which.",
  "out-not-a-plan": "The file of --out is there and is no plan, so it was not written over. Name another.",
  "project-needed":
    "A first pull writes the project file, and nothing says for which project. Name it with --project-id, and with --host where it is not on the US cloud; or go to the folder of the project file.",
  "target-differs":
    "--host and --project-id are for a first pull. Beside a project file they name another project than its target does. Leave them out, or choose another target with --target.",
  "already-there": "warehog init never writes over a file. Edit the one that is there, or use another folder.",
  "state-invalid":
    "The file is no state document that a sandbox could start from. `warehog schema sandbox-state` prints what one looks like.",
  "port-taken": "Something else listens on the port that the sandbox was to use. Choose another with --port.",
  "code-unknown": "No code is spelled like this. A code stands in brackets behind its message.",
  usage: "The command line is wrong. `warehog --help` shows the commands, `warehog plan --help` the options of one.",
  bug: "Warehog met something that should not happen. Please report it with the command you ran; what was written before it stands in the journal.",
} as const satisfies Readonly<Record<string, string>>;
