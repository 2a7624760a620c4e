import { serverError } from "../errors.js";
import { createSchedule, pauseSchedule, unpauseSchedule, writeSchedule, type ScheduleWrite } from "../schedule.js";
import type { Schema, Source } from "../state.js";
import { triggerSync } from "../workflow.js";
import { isFrequencyChanged, isTimeOfDayChanged } from "./cadence.js";
import { isLeavingCdc, type Rule } from "./edit.js";

/** Lag on a slot that the customer manages can recover by itself, without a repair. */
const RECOVERS_BY_ITSELF = "critical_lag_self_managed";

/** Brings the schedule in line with what was saved. */
export const followSchedule: Rule = (edit) => {
  const { world, source, sent, before, schema } = edit;
  if (!source.capabilities.supports_scheduled_sync) return;
  const recadenced = isFrequencyChanged(edit) || isTimeOfDayChanged(edit);
  // The reset had paused the schedule, and capture would have resumed it.
  const resumes = isLeavingCdc(edit) && before.internal.cdc_reset_pending !== null;
  if (sent.should_sync === undefined && !recadenced && !resumes) return;
  const paused = isHeld(source, schema);
  if (schema.schedule === null) {
    if (!schema.should_sync) return;
    carriedOut(createSchedule(world, schema, { paused }));
    edit.firstRunStarted = !paused;
    return;
  }
  if (sent.should_sync === false) carriedOut(pauseSchedule(world, schema));
  else if ((sent.should_sync === true || (resumes && schema.should_sync)) && !paused) {
    carriedOut(unpauseSchedule(world, schema));
  }
  if (recadenced) carriedOut(writeSchedule(world, schema));
};

/** A missing schedule is not recovered here, unlike in reload and resync. */
export const startRun: Rule = ({ world, schema, startsRun, firstRunStarted }) => {
  if (!startsRun || firstRunStarted) return;
  if (schema.schedule === null || triggerSync(world, schema) === "unavailable") throw serverError();
};

/** Capture, or a repair, resumes these tables; an edit must not. */
function isHeld(source: Source, schema: Schema): boolean {
  if (schema.internal.cdc_reset_pending !== null) return true;
  return (
    schema.sync_type === "cdc" &&
    !source.cdc.repair_running &&
    source.schemas.some((table) => !table.deleted && table.sync_type === "cdc" && isLost(table))
  );
}

/** Slot or publication is gone: only a repair brings it back. */
export const isLost = ({ internal: { cdc_broken: broken } }: Schema): boolean =>
  broken !== null && broken["reason"] !== RECOVERS_BY_ITSELF;

function carriedOut(write: ScheduleWrite): void {
  if (write === "unavailable") throw serverError();
}
