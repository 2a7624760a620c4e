import type { ProblemCheck } from "../change.js";
import { isDestructive } from "../../model/effect.js";
import { masked } from "../../model/mask.js";
import { wipesRows } from "../assess.js";
import { failedAndOff, mendsFailure } from "../failure.js";
import { hasTable, isOn, isRunning, turnsOn } from "../situation.js";
import { isSerious } from "./touches.js";

export const running: ProblemCheck = {
  code: "running",
  about:
    "A run of this table is under way, and the policy says `when_running: refuse`. A change in the middle of a run can be overwritten by it. Plan again when the run has ended, or let the policy wait or cancel.",
  check: (change, { needs }) =>
    change.policy.when_running === "refuse" && needs.hold === true && isRunning(change)
      ? {
          message: `a run of "${change.live.name}" is under way and could overwrite what the change sets`,
          hint: "plan again when it has ended, or set policy.when_running to wait or cancel",
        }
      : undefined,
};

export const disabled: ProblemCheck = {
  code: "disabled",
  about:
    "The change puts rows at stake on a table that is switched off afterwards: it would be stored now and hit the rows whenever somebody switches the table on. Enable it in the same change, so that the price is paid where it is seen.",
  check: (change, assessment) =>
    // A webhook that is merely turned off loses deliveries, and nothing waits for the table to come back: no import, no problem.
    hasTable(change) && !isOn(change.after) && isSerious(assessment) && assessment.needs.import !== undefined
      ? {
          message:
            "the table is switched off afterwards, so what this change does to its rows would happen unseen, at some later time",
          hint: "declare should_sync: true in the same change, or leave these settings as they are",
        }
      : undefined,
};

export const failedAndDisabled: ProblemCheck = {
  code: "failed-and-disabled",
  about:
    "The table failed and was switched off, by PostHog or by a person, and nothing in the item changes what failed. Switching it on again would only repeat the failure; on CDC and webhook each time imports everything. Mend the cause, then consent with `strategy: enable`.",
  check: (change) =>
    turnsOn(change) && failedAndOff(change) && !mendsFailure(change) && change.strategy !== "enable"
      ? {
          message: `"${change.live.name}" was switched off after a failed run, and nothing here changes what failed: ${masked(change.live.latest_error ?? "")}`,
          hint: "remove the cause, then run: warehog plan --write-consent --strategy enable",
        }
      : undefined,
};

export const protectedTable: ProblemCheck = {
  code: "protected",
  about:
    "The table carries `protect: true`, so nothing destructive is done to it, consent or not. Remove `protect` in a change of its own first, so that two people decide at two times.",
  // An effect that nobody knows can hide a wipe that the rules do know.
  check: (change, assessment) =>
    change.desired.protect &&
    ((hasTable(change) && wipesRows(assessment)) || assessment.findings.some(({ effect }) => isDestructive(effect)))
      ? {
          message: `"${change.desired.name}" is protected, so its rows may not be deleted, consent or not`,
          hint: "remove protect: true in a change of its own that is merged first, or take this change back",
        }
      : undefined,
};
