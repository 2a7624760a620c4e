import { assertNever } from "../model/result.js";
import type { StepKind } from "../model/plan.js";
import type { ProgressEvent } from "../model/progress.js";
import { counted } from "../model/numbers.js";
import { formatElapsed } from "./numbers.js";
import { outcomeMark } from "./render-outcomes.js";
import { shortAddress } from "./overview.js";
import type { Paint } from "./paint.js";
import { visibleTexts } from "./visible.js";

type AboutTable = Exclude<ProgressEvent, { kind: "forecast" }>;

/** What a table waits for; a step that is not named here says its own name. */
const WAITS: { readonly [K in StepKind]?: string } = {
  hold: "waits until no import is in progress",
  catch_up: "catches up under the old settings",
  await: "waits for its run",
};

function told(event: AboutTable, paint: Paint): readonly string[] {
  switch (event.kind) {
    case "step":
      return [event.step, event.detail];
    case "waiting":
      return [
        WAITS[event.step] ?? `waits in ${event.step}`,
        formatElapsed(event.elapsedMs),
        event.job === null ? "no run yet" : "",
        event.rows === null ? "" : `${counted(event.rows, "row")} so far`,
      ];
    case "done":
      // "applied" says it all.
      return [outcomeMark(event.state, paint), event.state === "applied" ? "" : event.message];
    default:
      return assertNever(event);
  }
}

/** One line of progress: which table, which step, how long, rows so far. */
export function progressLine(given: ProgressEvent, paint: Paint): string {
  const event = visibleTexts(given);
  if (event.kind === "forecast")
    return paint(
      "dim",
      `${event.done} of ${counted(event.total, "table")} done, about ${formatElapsed(event.leftMs)} left`,
    );
  const texts = told(event, paint).filter((text) => text !== "");
  return `${paint("title", shortAddress(event.address))}  ${texts.join(" · ")}`;
}
