type Rows = readonly (readonly [left: string, right: string])[];

const GAP = 3;

/** Two columns under a title; no left side: the line before goes on. */
function listed(title: string, rows: Rows): string {
  const column = Math.max(...rows.map(([left]) => left.length)) + GAP;
  return ["", `${title}:`, ...rows.map(([left, right]) => `  ${left.padEnd(column)}${right}`)].join("\n");
}

export const HELP_HINT = "warehog --help shows what there is; options stand behind the command";

export const examples = (rows: Rows): string => listed("Examples", rows);

export const EXIT_CODES = listed("Exit codes", [
  ["0", "done; plan: nothing stands in the way; apply: converged"],
  ["1", "a mistake in a file, a failed call, a step that failed"],
  ["2", "plan --detailed-exitcode: there are changes; pull --check: files would change"],
  ["", "drift, diagnose: something was found"],
  ["3", "the plan cannot be applied as it stands, or a part of it was refused"],
  ["4", "apply: started, but not proved"],
  ["64", "the command line is wrong, or names what is not there: a target, source, table or code"],
  ["130", "interrupted"],
]);

export const PLAN_EXIT_CODES = listed("Exit codes", [
  ["0", "nothing stands in the way; there may be changes"],
  ["1", "there is no plan: a mistake in a file, or PostHog could not be asked"],
  ["2", "with --detailed-exitcode: there are changes"],
  ["3", "something stands in the way, and the plan says what: a consent is missing,"],
  ["", "or a declared source, table or cursor is not there; 3 wins over 2"],
]);

export const APPLY_EXIT_CODES = listed("Exit codes", [
  ["0", "converged: a fresh plan holds nothing of it"],
  ["1", "a mistake in a file, a failed call, a step that failed"],
  ["3", "not approved, or a part of the plan was refused"],
  ["4", "started, but not proved"],
  ["130", "interrupted between two steps"],
]);

export const PULL_EXIT_CODES = listed("Exit codes", [
  ["0", "the files say what PostHog holds"],
  ["1", "a mistake in a file, or PostHog could not be asked; nothing was written"],
  ["2", "with --check: files would change"],
]);

export const DRIFT_EXIT_CODES = listed("Exit codes", [
  ["0", "no drift; edits of the YAML may wait for an apply"],
  ["1", "a mistake in a file, or PostHog could not be asked"],
  ["2", "PostHog is not where the last apply left it, or a declared table could not be read"],
]);

export const DOCTOR_EXIT_CODES = listed("Exit codes", [
  ["0", "nothing stops a plan; there may be warnings"],
  ["1", "something has to be mended first"],
]);

export const ROTATE_EXIT_CODES = listed("Exit codes", [
  ["0", "PostHog holds the new value"],
  ["1", "a mistake in a file, no value where it should be, or PostHog refused"],
  ["3", "not confirmed, or there is no webhook; nothing was sent"],
  ["4", "nobody knows whether PostHog holds the new value, or it holds none"],
  ["64", "the command line is wrong, or names no declared source"],
]);

export const DIAGNOSE_EXIT_CODES = listed("Exit codes", [
  ["0", "nothing is known to be wrong"],
  ["1", "a mistake in a file, or PostHog could not be asked, or not about all"],
  ["2", "something was found"],
  ["64", "the command line is wrong, or names no source or table"],
]);

export const RECOVERY_EXIT_CODES = listed("Exit codes", [
  ["0", "done, and seen to be done"],
  ["1", "a mistake in a file, a failed call, a run that failed"],
  ["3", "not approved or not confirmed, or something forbids it; nothing was sent"],
  ["4", "sent, but what comes of it was not waited for or is not known"],
  ["64", "the command line is wrong, or names no source or table"],
  ["130", "interrupted"],
]);

export const DISCOVER_EXIT_CODES = listed("Exit codes", [
  ["0", "PostHog has looked; with or without news"],
  ["1", "a mistake in a file, or a source could not be asked; the others are shown"],
  ["2", "with --detailed-exitcode: something appeared, vanished, or was renamed or switched"],
  ["3", "not confirmed; nothing was sent"],
  ["64", "the command line is wrong, or names no declared source"],
]);
