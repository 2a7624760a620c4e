import { isRecord } from "../../model/is-record.js";
import { serverError, throttled } from "../errors.js";
import type { StateDocument } from "../state.js";
import type { TriggerFate } from "../world.js";
import { ControlRefused } from "./control-refused.js";
import type { Fault } from "./fault.js";

/** A fault for the next requests of a kind. The document keeps those that are left under `extensions.faults`. */
export type RequestedFault = {
  /** Absent: every method. */
  readonly method?: string;
  /** A part of the path. Absent: every path. */
  readonly path?: string;
  /** How many requests it still meets. */
  readonly times: number;
} & FaultKind;

type FaultKind =
  /** The answer comes so much later; the request is carried out at once. */
  | { readonly kind: "latency"; readonly ms: number }
  | { readonly kind: "status"; readonly status: number; readonly when: "before" | "after" }
  /** The request is carried out, and the connection is cut instead of an answer. */
  | { readonly kind: "lost_answer" }
  /** The request is answered as ever, and the run that it asks for never begins. */
  | { readonly kind: "dropped_trigger" }
  /** The job of the run that it asks for stays Running, and no workflow stands behind it. */
  | { readonly kind: "stuck_running" };

/** The fault that meets this request, used up by one. */
export function takeFault(
  document: StateDocument,
  { method, path }: { readonly method: string; readonly path: string },
): RequestedFault | undefined {
  const faults = faultsOf(document);
  const met = faults.find((fault) => (fault.method ?? method) === method && path.includes(fault.path ?? ""));
  if (met === undefined) return undefined;
  const left = faults.map((fault) => (fault === met ? { ...fault, times: fault.times - 1 } : fault));
  keepFaults(
    document,
    left.filter(({ times }) => times > 0),
  );
  return met;
}

export const addFaults = (document: StateDocument, faults: readonly RequestedFault[]): void =>
  keepFaults(document, [...faultsOf(document), ...faults]);

/** What goes wrong on the way of the answer. */
export function transportFault(fault: RequestedFault | undefined): Fault | undefined {
  switch (fault?.kind) {
    case "status": {
      const { reply } = fault.status === 429 ? throttled(1) : serverError();
      return { kind: "status", ...reply, status: fault.status, when: fault.when };
    }
    case "lost_answer":
      return { kind: "hang-up", when: "after" };
    case "latency":
      return { kind: "latency", ms: fault.ms };
    case "dropped_trigger":
    case "stuck_running":
    case undefined:
      return undefined;
  }
}

export const triggerFate = (fault: RequestedFault | undefined): TriggerFate =>
  fault?.kind === "dropped_trigger" ? "drop" : fault?.kind === "stuck_running" ? "strand" : "start";

/** @throws {ControlRefused} */
export function decodeFaults(body: unknown): readonly RequestedFault[] {
  const faults = isRecord(body) ? body["faults"] : undefined;
  if (!Array.isArray(faults)) throw new ControlRefused("/faults: must be a list");
  return faults.map((fault: unknown, index) => {
    if (isFault(fault)) return fault;
    throw new ControlRefused(`/faults/${index}: is no fault that the sandbox knows`);
  });
}

function keepFaults(document: StateDocument, faults: readonly RequestedFault[]): void {
  const { faults: _, ...others } = document.extensions;
  document.extensions = faults.length === 0 ? others : { ...others, faults };
}

/** A document may hold anything under its extensions. */
const faultsOf = ({ extensions: { faults } }: StateDocument): readonly RequestedFault[] =>
  Array.isArray(faults) ? faults.filter(isFault) : [];

function isFault(fault: unknown): fault is RequestedFault {
  if (!isRecord(fault)) return false;
  const { method, path, times, kind, ms, status, when } = fault;
  if (![method, path].every((text) => text === undefined || typeof text === "string")) return false;
  if (typeof times !== "number" || !Number.isInteger(times) || times < 1) return false;
  switch (kind) {
    case "latency":
      return typeof ms === "number" && ms >= 0;
    case "status":
      return typeof status === "number" && status >= 400 && status <= 599 && (when === "before" || when === "after");
    case "lost_answer":
    case "dropped_trigger":
    case "stuck_running":
      return true;
    default:
      return false;
  }
}
