import type { ServiceFault } from "../model/fault.js";
import { assertNever } from "../model/result.js";

export interface Reason {
  /** kebab-case and stable */
  readonly code: string;
  readonly message: string;
}

/** The stable code of a failed call and what follows from it, without a word of the answer's body. */
export function reasonOf(fault: ServiceFault): Reason {
  switch (fault.kind) {
    case "status":
      return statusReason(fault);
    case "shape":
      return { code: "unreadable-answer", message: `${fault.call} was answered with something that cannot be read` };
    case "transport":
      return mayHaveArrived(fault)
        ? { code: "lost-answer", message: `the answer to ${fault.call} was lost: it may have been carried out` }
        : { code: "unreachable", message: `${fault.call} did not reach the server (${fault.detail})` };
    case "secret-missing":
      return { code: "secret-missing", message: `${fault.call} was not made: the variable ${fault.name} is not set` };
    case "forbidden-call":
      return { code: "forbidden-call", message: `${fault.call} is not among the calls that may be made` };
    default:
      return assertNever(fault);
  }
}

/** A stop was asked for while the call waited for its turn. */
export const isInterrupted = (fault: ServiceFault): boolean =>
  fault.kind === "transport" && fault.detail === "interrupted";

/** The limits kept a write from leaving, or PostHog threw it back unread: nothing of it was carried out. */
export const isKeptBack = (fault: ServiceFault): boolean =>
  (fault.kind === "transport" && fault.detail === "kept-back") || (fault.kind === "status" && fault.status === 429);

function statusReason({ call, status, reason, attr }: Extract<ServiceFault, { kind: "status" }>): Reason {
  const blamed = attr === undefined ? "" : `, blaming ${attr}`;
  const message = `${call} was answered ${status}${blamed}`;
  if (reason === "billing") return { code: "billing-limit", message };
  return { code: reason ?? (status >= 500 ? "server-error" : "refused-by-server"), message };
}

const mayHaveArrived = (fault: Extract<ServiceFault, { kind: "transport" }>): boolean =>
  fault.detail === "lost" || fault.detail === "timeout";
