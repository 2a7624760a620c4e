import type { Checkup } from "../../adapters/posthog/checkup.js";
import { reasonOf } from "../../executor/fault-text.js";
import type { DesiredState } from "../../model/desired.js";
import type { ServiceFault } from "../../model/fault.js";
import type { LiveSource, ServerCapabilities } from "../../model/live.js";
import { matchSources } from "../../model/match-source.js";
import { counted, formatNumber } from "../../model/numbers.js";
import type { Result } from "../../model/result.js";
import { describeFault } from "../../report/describe-fault.js";
import { otherRegion } from "./address.js";
import { bad, good, notChecked, warning } from "./check.js";
import type { Check, CheckName } from "./check.js";

interface Asked {
  readonly host: string;
  readonly projectId: number;
  readonly checkup: Checkup;
  readonly requests: () => number;
  /** ms, see PostHog */
  readonly clockAhead: () => number | undefined;
  /** undefined: the files have mistakes */
  readonly desired: DesiredState | undefined;
  readonly perHour: number;
}

const ONLINE: readonly CheckName[] = [
  "key",
  "project",
  "scope-read",
  "scope-write",
  "server",
  "sources",
  "rate-limit",
  "clock",
];

/** Three calls at most, none of which changes or starts anything. */
export async function checkService(asked: Asked): Promise<readonly Check[]> {
  const { checkup, desired, projectId } = asked;
  const [listed, writes] = await Promise.all([checkup.sources(), checkup.mayWrite()]);
  if (!listed.ok && !isOfThisProject(listed.error)) return nothingFurther(asked, listed.error);
  const wellKept = listed.ok ? smallest(listed.value) : undefined;
  const server = wellKept === undefined ? undefined : await checkup.server(wellKept.id);
  return [
    good("project", listed.ok ? `project ${projectId} answers to this key` : "PostHog knows the key and the project"),
    readCheck(listed),
    writeCheck(writes),
    serverCheck(listed, server),
    sourcesCheck(listed, desired),
    limitCheck(asked, [listed, writes, ...(server === undefined ? [] : [server])]),
    clockCheck(asked.clockAhead()),
  ];
}

/** @param known  what has been looked at already */
export const notAsked = (why: string, known: readonly CheckName[]): readonly Check[] =>
  notChecked(
    ONLINE.filter((check) => !known.includes(check)),
    why,
  );

/** One answer with a table in it tells what the server can do: the one that costs the server least. */
const smallest = (sources: readonly LiveSource[]): LiveSource | undefined =>
  sources
    .filter(({ listed, access_method }) => listed.length > 0 && access_method === "warehouse")
    .toSorted((a, b) => a.listed.length - b.listed.length)[0];

const failed = (check: CheckName, fault: ServiceFault): Check => {
  const described = describeFault(fault);
  return bad(check, `${described.message} (${reasonOf(fault).code})`, described.hint);
};

const reasonIn = (fault: ServiceFault) => (fault.kind === "status" ? fault.reason : undefined);

/** Answers that only say what the key lacks, or that it asked too often, come from the right server all the same. */
const isOfThisProject = (fault: ServiceFault): boolean => ["key-scope", "throttled"].includes(reasonIn(fault) ?? "");

const OF_THE_KEY: ReadonlySet<string> = new Set(["key-invalid", "key-missing", "keys-disallowed"]);

/** An answer about a project that is not reached, or to a key that is not known, tells nothing of either. */
function nothingFurther({ host, projectId, clockAhead }: Asked, fault: ServiceFault): readonly Check[] {
  const reason = reasonIn(fault);
  const wrong = OF_THE_KEY.has(reason ?? "") ? "key" : "project";
  const region = reason === "key-invalid" || reason === "key-project" ? otherRegion(host) : undefined;
  const { message, hint } = describeFault(fault);
  const check = bad(
    wrong,
    `${message} (${reasonOf(fault).code})${wrong === "project" ? ` (project ${projectId})` : ""}`,
    region === undefined ? hint : `${region}; otherwise ${hint}`,
  );
  const ahead = clockAhead();
  const known: readonly Check[] = ahead === undefined ? [check] : [check, clockCheck(ahead)];
  const names = known.map((one) => one.check);
  const rest = notAsked(`mend the ${wrong} first`, wrong === "project" ? [...names, "key"] : names);
  return inOrder([...known, ...rest]);
}

const inOrder = (checks: readonly Check[]): readonly Check[] =>
  checks.toSorted((a, b) => ONLINE.indexOf(a.check) - ONLINE.indexOf(b.check));

/** Of what could not be read for one of two reasons. */
const first = (fault: ServiceFault): string =>
  reasonIn(fault) === "throttled" ? "wait until the limit is past" : "give the key external_data_source:read first";

function readCheck(listed: Result<readonly LiveSource[], ServiceFault>): Check {
  if (listed.ok) return good("scope-read", "the key's scopes let it read, as warehog plan has to");
  return reasonIn(listed.error) === "key-scope"
    ? failed("scope-read", listed.error)
    : warning("scope-read", "not checked", first(listed.error));
}

function writeCheck(writes: Result<boolean, ServiceFault>): Check {
  if (!writes.ok) return warning("scope-write", "not checked", describeFault(writes.error).hint);
  return writes.value
    ? good("scope-write", "the key's scopes let it write too; plans need less")
    : warning(
        "scope-write",
        "the key may not write: plans cannot ask a source what it offers, and nothing can be applied with it",
        "give external_data_source:write to the key with which you apply; a planning key is safer without it",
      );
}

/** How each ability is told, where the server has it. */
const ABILITIES: readonly (readonly [keyof ServerCapabilities, string])[] = [
  ["lookback", "lookback"],
  ["row_filters", "row filters"],
  ["enabled_columns", "column selection"],
  ["api_version", "API versions"],
  ["full_refresh_interval", "scheduled full refresh"],
];

function serverCheck(
  listed: Result<unknown, ServiceFault>,
  server: Result<ServerCapabilities | undefined, ServiceFault> | undefined,
): Check {
  if (!listed.ok) return warning("server", "not checked", first(listed.error));
  if (server?.ok === false) return failed("server", server.error);
  const found = server?.value;
  if (found === undefined)
    return warning(
      "server",
      "not known: its age shows in a table, and none could be read",
      "set up a first table in PostHog",
    );
  if (found.too_old)
    return bad("server", "a server of 2025, to which Warehog does not write", "upgrade PostHog to April 2026 or later");
  const lacking = ABILITIES.filter(([ability]) => !found[ability]).map(([, name]) => name);
  const generation = found.field_scoped_save ? "September 2026 or later" : "April to August 2026";
  return lacking.length === 0
    ? good("server", `${generation}, with all that Warehog can declare`)
    : warning(
        "server",
        `${generation}, without ${lacking.join(", ")}`,
        "upgrade PostHog, or do not declare those fields",
      );
}

const MOST_NAMED = 3;
const named = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMED).join(", ") + (names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "");

function sourcesCheck(listed: Result<readonly LiveSource[], ServiceFault>, desired: DesiredState | undefined): Check {
  if (!listed.ok) return warning("sources", "not checked", first(listed.error));
  if (desired === undefined) return warning("sources", "not checked", "mend the files first");
  const pairs = desired.sources.map((source) => ({ source, found: matchSources(source.selector, listed.value) }));
  const lost = pairs.filter(({ found }) => found.length !== 1).map(({ source }) => source.key);
  if (lost.length > 0)
    return bad(
      "sources",
      `not exactly one source in PostHog for ${named(lost)}`,
      "warehog plan says what is there instead",
    );
  const ill = pairs.flatMap(({ source, found }) => {
    const declared = new Set(source.tables.map(({ name }) => name));
    return found
      .flatMap((one) => one.listed)
      .filter(({ name, status }) => declared.has(name) && status !== null && ILL.test(status))
      .map(({ name }) => `${source.key}/${name}`);
  });
  if (ill.length > 0)
    return warning(
      "sources",
      `${counted(ill.length, "declared table")} in error: ${named(ill)}`,
      "warehog diagnose says why, and what harms least",
    );
  return good("sources", `${counted(pairs.length, "declared source")} found, no declared table in error`);
}

/** Failed, and the two that billing stops. */
const ILL = /^(failed|billing)/i;

/** PostHog does not tell how many calls are left, only that none is: so what a plan needs stands beside what there is. */
function limitCheck({ requests, desired, perHour }: Asked, answers: readonly Result<unknown, ServiceFault>[]): Check {
  const throttled = answers.find((answer) => !answer.ok && reasonIn(answer.error) === "throttled");
  if (throttled?.ok === false) return failed("rate-limit", throttled.error);
  const tables = desired?.sources.reduce((sum, source) => sum + source.tables.length, 0) ?? 0;
  const most = 1 + (desired?.sources.length ?? 0) + 2 * tables;
  const used = `not reached; this took ${counted(requests(), "call")}, a plan takes at most ${formatNumber(most)} of ${formatNumber(perHour)} an hour`;
  return most <= perHour
    ? good("rate-limit", used)
    : warning("rate-limit", used, "where most tables change at once, plan in parts: --source, --table");
}

const MOST_AHEAD_MS = 60_000;

function clockCheck(ahead: number | undefined): Check {
  if (ahead === undefined) return warning("clock", "not checked", "no answer told the server's time");
  const seconds = Math.round(Math.abs(ahead) / 1000);
  return Math.abs(ahead) <= MOST_AHEAD_MS
    ? good("clock", "this machine and PostHog agree on the time")
    : warning(
        "clock",
        `this machine is ${counted(seconds, "second")} ${ahead > 0 ? "behind" : "ahead of"} PostHog`,
        "let it take its time from the network (NTP); Warehog itself compares only PostHog's own times",
      );
}
