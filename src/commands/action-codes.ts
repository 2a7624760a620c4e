/** Why a run of the action ended, where neither the gate refuses nor a command at a terminal ends so too. */
export const ACTION_CODES = {
  "input-wrong":
    "An input of the action is missing or says what it cannot. The message names it; correct it under with in the workflow. action.yml describes each.",
  "not-on-github":
    "The action was started where the variables of a GitHub runner are not set, so it cannot know its run. At a terminal use the command line: `warehog --help`.",
  "unsupported-host":
    "The approval gate trusts what github.com tells, and this repository is on another server. Use the command line in the job: `warehog plan --out plan.json`, then `warehog apply plan.json --approve <digest>`.",
  "workflow-elsewhere":
    "The workflow that runs is not the one that the input plan-workflow or apply-workflow names. What it records would be believed by nobody, and no guard would be in force, so nothing was done. Name its path in that input at every step that uses Warehog: plan, gate, apply and drift.",
  "workflow-missing":
    "An input names a workflow that the repository does not have, so nothing that Warehog records would be believed. Name the one that is there in plan-workflow or apply-workflow at every step that uses Warehog, or bring one: examples/github holds all three.",
  "event-unsupported":
    "The run was started by an event that tells of no pull request, and the command speaks of one. The workflows in examples/github show the events to start it on.",
  "env-not-allowed":
    "The configuration reads an environment variable that the workflow does not list, and a branch could name any secret of the job. Nothing was sent. If the variable is meant for Warehog, add its name to the input allowed-env.",
  "no-key-for-dependabot":
    "GitHub gives no secrets to runs that Dependabot starts, so the files were checked and nothing was planned. Close and reopen the pull request by hand: that run belongs to you and gets the keys.",
  "checkout-incomplete":
    "The folder of the job holds no git checkout, or one that lacks a commit that git should have, so the run ended. Put actions/checkout with fetch-depth: 0 before the step, as the workflows in examples/github do.",
  "not-the-tip":
    "The branch has moved on since the checkout, and only what it says now is applied, so nothing was written. The run of the newer commit applies both; if there is none, give actions/checkout the ref ${{ github.ref_name }} and run the job again.",
  "apply-under-way":
    "Another apply run of the same target is under way, so this one wrote nothing. Start it again when that one has ended, or leave it to the schedule; concurrency in the workflow keeps runs apart.",
  "merge-group-unreadable":
    "The merge group does not stand on the commit that it names as its base, so nobody can say what each pull request brings. Remove the pull request from the queue and add it again.",
  "artifact-quota":
    "GitHub keeps what was planned and applied as artifacts, and the account has no storage left for one. Delete old artifacts or raise the limit under Billing, then run the job again; the message says what stands meanwhile.",
  "nothing-applied":
    "Drift is what differs from the last apply that came to an end, and none is known: there was none yet, its artifacts have expired, or the branch was rewritten since. Run the apply workflow on the branch, and drift can be told again.",
  "not-converged":
    "The apply ended, and something that was approved is not proved yet, or the plan that would prove that nothing is left could not be made. The result comment says for each table what is left; the next apply run goes on from there.",
} as const satisfies Readonly<Record<string, string>>;
