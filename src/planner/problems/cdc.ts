import type { Problem } from "../../model/finding.js";
import type { LiveSource } from "../../model/live.js";
import type { Assessment, Change, ProblemCheck } from "../change.js";
import { enters, isOn } from "../situation.js";
import { offerOf, touchesMethod } from "./touches.js";

const enables = (change: Change): boolean => enters(change, "cdc") && !change.source.cdc.enabled;

export const cdcNotEnabled: ProblemCheck = {
  code: "cdc-not-enabled",
  about:
    "Change data capture is off on this source. PostHog does not check that and stores the type; nothing is ever captured. Add `cdc:` to the source's file, so that the plan may switch it on, or switch it on in PostHog.",
  check: (change) =>
    enables(change) && change.declaredSource.cdc === undefined
      ? {
          message: "change data capture is off on this source, so nothing would ever be captured",
          hint: "add `cdc: { management_mode: posthog }` to the source's file: the plan then switches it on",
        }
      : undefined,
};

export const cdcPrerequisites: ProblemCheck = {
  code: "cdc-prerequisites",
  about:
    "The source database does not meet what change data capture needs (version, wal_level, replication role, a free slot, a publication). PostHog names what is missing. Mend it in the database, then plan again.",
  check: (change) => (enables(change) ? unmetPrerequisites(change.source) : undefined),
};

export function unmetPrerequisites({ cdc: { prerequisites } }: LiveSource): Omit<Problem, "code"> | undefined {
  if (prerequisites.state !== "read" || prerequisites.value.length === 0) return undefined;
  return {
    message: `the source database is not ready for change data capture: ${prerequisites.value.join(" ")}`,
    hint: "mend this in the database, then plan again",
  };
}

export const cdcTeamFlag: ProblemCheck = {
  code: "cdc-team-flag",
  about:
    "Change data capture is not enabled for this PostHog team, so PostHog refuses the type. Only PostHog can switch it on: ask its support, or choose another sync type.",
  check: (change) =>
    // null on a source that has CDC can only mean the team's flag.
    enters(change, "cdc") && change.source.cdc.enabled && offerOf(change.live)?.cdc_available === null
      ? {
          message: "change data capture is not enabled for this PostHog team, so PostHog refuses the type",
          hint: "ask PostHog's support to enable it (feature flag dwh-postgres-cdc), or choose another sync_type",
        }
      : undefined,
};

const needsCapture = (change: Change, { needs }: Assessment): boolean =>
  change.after.sync_type === "cdc" && isOn(change.after) && (touchesMethod(change) || needs.import !== undefined);

export const cdcBroken: ProblemCheck = {
  code: "cdc-broken",
  about:
    "The capture of this source is broken: its slot or publication is gone, or it was paused after an error. PostHog saves the change and no run starts. Repair it in PostHog first, and mind that a repair imports every CDC table of the source again.",
  check: (change, assessment) => {
    const { enabled, status } = change.source.cdc;
    if (!enabled || status.state !== "read" || !needsCapture(change, assessment)) return undefined;
    const { slot_exists, publication_exists, schedule_paused } = status.value;
    const broken = [
      slot_exists === false ? "its replication slot is gone" : undefined,
      publication_exists === false ? "its publication is gone" : undefined,
      schedule_paused === true ? "it is paused" : undefined,
    ].filter((reason) => reason !== undefined);
    if (broken.length === 0) return undefined;
    return {
      message: `the change data capture of this source is broken (${broken.join(", ")}), so no run would start`,
      hint: "repair it on the source's page in PostHog, which imports all of its CDC tables again, then plan again",
    };
  },
};
