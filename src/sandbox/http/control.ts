import { isRecord } from "../../model/is-record.js";
import type { Reply } from "../handler.js";
import type { RowsView } from "../rows/rows-view.js";
import { decodeChanges, type SourceChange } from "../rows/source-change.js";
import { ControlRefused } from "./control-refused.js";
import { decodeFaults, type RequestedFault } from "./requested-fault.js";

/** What the sandbox's own endpoints work on. */
interface Controlled {
  state(): unknown;
  /** @throws {InvalidDocument} and leaves the current state */
  reset(document: unknown): void;
  /** @throws {ControlRefused} */
  rows(schemaId: string): RowsView;
  /** @throws {ControlRefused} */
  change(changes: readonly SourceChange[]): void;
  /** @returns the time it is then, Unix ms */
  moveClock(seconds: number): number;
  addFaults(faults: readonly RequestedFault[]): void;
}

/** `/__sandbox/…`: no key, never limited, never made to fail. */
export function answerControl(sandbox: Controlled, method: string, url: URL, text: string): Reply {
  switch (`${method} ${url.pathname.replace(/\/$/u, "")}`) {
    case "GET /__sandbox/state":
      return { status: 200, body: sandbox.state() };
    case "POST /__sandbox/reset":
      return carryOut(() => sandbox.reset(JSON.parse(text)));
    case "GET /__sandbox/rows":
      return answer(() => sandbox.rows(url.searchParams.get("schema") ?? ""));
    case "POST /__sandbox/changes":
      return carryOut(() => sandbox.change(decodeChanges(JSON.parse(text))));
    case "POST /__sandbox/clock":
      return answer(() => ({ now: new Date(sandbox.moveClock(decodeSeconds(JSON.parse(text)))).toISOString() }));
    case "POST /__sandbox/faults":
      return carryOut(() => sandbox.addFaults(decodeFaults(JSON.parse(text))));
    default:
      return { status: 404, body: { error: `The sandbox has no ${method} ${url.pathname}` } };
  }
}

function decodeSeconds(body: unknown): number {
  const seconds = isRecord(body) ? body["advance_seconds"] : undefined;
  if (typeof seconds === "number" && seconds >= 0 && Number.isFinite(seconds)) return seconds;
  throw new ControlRefused("/advance_seconds: must be a number that is not negative");
}

const carryOut = (act: () => void): Reply =>
  answer(() => {
    act();
    return { ok: true };
  });

function answer(body: () => unknown): Reply {
  try {
    return { status: 200, body: body() };
  } catch (error) {
    return { status: 422, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}
