import { isRecord } from "../../model/is-record.js";
import type { Server } from "../state.js";
import type { Reads } from "./runs.js";

/** How fast runs move, in milliseconds of the sandbox's clock. */
export interface Pace {
  /** From a trigger to the job, and from a cancel to the end of the workflow. */
  readonly startMs: number;
  readonly baseMs: number;
  readonly rowsPerMs: number;
}

/** Read from `server.extensions.runs: {start_seconds, base_seconds, rows_per_second}`; 0.2 s, 0.4 s and 2,000,000 rows/s by default. */
export function paceOf(server: Server): Pace {
  const runs = server.extensions?.["runs"];
  const positive = (name: string, fallback: number): number => {
    const value = isRecord(runs) ? runs[name] : undefined;
    return typeof value === "number" && value >= 0 ? value : fallback;
  };
  return {
    startMs: positive("start_seconds", 0.2) * 1000,
    baseMs: positive("base_seconds", 0.4) * 1000,
    rowsPerMs: Math.max(positive("rows_per_second", 2_000_000) / 1000, Number.MIN_VALUE),
  };
}

/** In milliseconds. */
export function durationOf(server: Server, { rows }: Reads): number {
  const { baseMs, rowsPerMs } = paceOf(server);
  return Math.round(baseMs + rows / rowsPerMs);
}
