import type { Progress } from "../executor/ports.js";
import type { ProgressEvent } from "../model/progress.js";
import { progressLine } from "../report/progress-line.js";
import { firstLine } from "../report/layout.js";
import type { Context } from "./context.js";
import type { OutputOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";

/** More than this at once is a blur: the rest is counted. */
const MOST_LINES = 8;
/** In a log, a table that waits says so this often. */
const LOG_EVERY_MS = 30_000;

export interface ProgressDisplay {
  readonly show: Progress;
  /** leaves the cursor below whatever was drawn */
  end(): void;
}

/** Redrawn in place at a terminal, line after line in a log. */
export const progressDisplay = (context: Context, options: OutputOptions): ProgressDisplay =>
  context.stderr.isTTY && context.env["TERM"] !== "dumb" ? redrawn(context, options) : logged(context, options);

function logged({ stderr, ...context }: Context, options: OutputOptions): ProgressDisplay {
  const paint = paintFor(stderr, { stderr, ...context }, options);
  const due = new Map<string, number>();
  return {
    show(event) {
      if (event.kind === "waiting") {
        if (event.elapsedMs < (due.get(event.address) ?? LOG_EVERY_MS)) return;
        due.set(event.address, event.elapsedMs + LOG_EVERY_MS);
      } else if (event.kind !== "forecast") due.delete(event.address);
      stderr.write(`${progressLine(event, paint)}\n`);
    },
    end() {},
  };
}

function redrawn(context: Context, options: OutputOptions): ProgressDisplay {
  const { stderr } = context;
  const paint = paintFor(stderr, context, options);
  const underway = new Map<string, ProgressEvent>();
  let drawn = 0;

  const line = (event: ProgressEvent): string => firstLine(`  ${progressLine(event, paint)}`, widthOf(stderr) - 1);
  const draw = (finished?: string): void => {
    const lines = [...underway.values()].slice(0, MOST_LINES).map(line);
    const more = underway.size - lines.length;
    if (more > 0) lines.push(paint("dim", `  and ${more} more`));
    const erase = drawn === 0 ? "" : `\u001b[${drawn}A\u001b[J`;
    stderr.write(erase + [...(finished === undefined ? [] : [finished]), ...lines].map((text) => `${text}\n`).join(""));
    drawn = lines.length;
  };
  return {
    show(event) {
      if (event.kind === "done") {
        underway.delete(event.address);
        draw(line(event));
      } else if (event.kind === "forecast") {
        draw(line(event));
      } else {
        underway.set(event.address, event);
        draw();
      }
    },
    end() {
      underway.clear();
      draw();
    },
  };
}
