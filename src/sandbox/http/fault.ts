import type { ServerResponse } from "node:http";
import { assertNever } from "../../model/result.js";
import { send } from "./respond.js";

/** What goes wrong on demand. `after`: the request is carried out, and only its answer is lost or replaced. */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly when: "before" | "after";
    }
  | { readonly kind: "hang-up"; readonly when: "before" | "after" }
  /** The request is carried out, and answered so much later. */
  | { readonly kind: "latency"; readonly ms: number }
  /** The request is not carried out: something else than the server answers. */
  | { readonly kind: "raw"; readonly status: number; readonly contentType: string; readonly text: string };

/** Asked before each request to the API; undefined lets it pass. */
export type Intercept = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}) => Fault | undefined;

export const isCarriedOut = (fault: Fault | undefined): boolean =>
  fault === undefined || fault.kind === "latency" || (fault.kind !== "raw" && fault.when === "after");

/** @returns the status that was answered; 0 for none */
export function sendFault(outgoing: ServerResponse, fault: Exclude<Fault, { kind: "latency" }>): number {
  switch (fault.kind) {
    case "status":
      send(outgoing, fault);
      return fault.status;
    case "raw":
      outgoing.writeHead(fault.status, { "Content-Type": fault.contentType }).end(fault.text);
      return fault.status;
    case "hang-up":
      outgoing.destroy();
      return 0;
    default:
      return assertNever(fault);
  }
}
