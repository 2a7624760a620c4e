import { isRecord } from "../model/is-record.js";
import type { StateDocument } from "./state.js";

export interface SandboxClock {
  /** Unix ms. */
  now(): number;
}

/** The time of the document, or of the clock and as far ahead of it as the sandbox was moved. Unix ms. */
export const timeOf = ({ server, extensions }: StateDocument, clock: SandboxClock): number =>
  server.now === null ? clock.now() + aheadOf(extensions["clock"]) : Date.parse(server.now);

/** Moves the time forward: where the clock stands still, to where it stands still then. */
export function moveClock(document: StateDocument, clock: SandboxClock, to: number): void {
  if (document.server.now === null) {
    document.extensions = { ...document.extensions, clock: { ahead_ms: to - clock.now() } };
  } else {
    document.server.now = isoTime(to);
  }
}

/** The server writes times without milliseconds when there are none. */
export const isoTime = (unixMs: number): string => new Date(unixMs).toISOString().replace(".000Z", "Z");

const aheadOf = (kept: unknown): number =>
  isRecord(kept) && typeof kept["ahead_ms"] === "number" ? kept["ahead_ms"] : 0;
