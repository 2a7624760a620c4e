import type { ServiceFault, ShapeTrouble, TransportTrouble } from "../model/fault.js";
import { assertNever } from "../model/result.js";
import { REASONS } from "./reasons.js";
import type { FaultDescription } from "./reasons.js";

export function describeFault(fault: ServiceFault): FaultDescription {
  switch (fault.kind) {
    case "status":
      return describeStatus(fault);
    case "shape":
      return describeShape(fault.call, fault.detail);
    case "transport":
      return {
        message: `${TRANSPORT[fault.detail].message} (${fault.call})`,
        hint: fault.detail === "lost" && isRead(fault.call) ? READ_AGAIN : TRANSPORT[fault.detail].hint,
      };
    case "forbidden-call":
      return {
        message: `${fault.call} was not sent: it is not among the calls that this command may make`,
        hint: "this is a bug in Warehog; please report it with the command that you ran",
      };
    case "secret-missing":
      return {
        message: `${fault.call} was not sent: the environment variable ${fault.name} is not set`,
        hint: `set ${fault.name} where Warehog runs, or correct its name under webhook.inputs`,
      };
    default:
      return assertNever(fault);
  }
}

function describeStatus({ call, status, reason, attr }: Extract<ServiceFault, { kind: "status" }>): FaultDescription {
  if (reason === "key-scope")
    return { ...REASONS[reason], message: `the API key is valid, but lacks the scope ${scopeOf(call)} (${call})` };
  if (reason !== undefined) return { message: `${REASONS[reason].message} (${call})`, hint: REASONS[reason].hint };
  const blamed = attr === undefined ? "" : ` and blamed ${attr}`;
  if (status >= 500)
    return {
      message: `PostHog failed with ${status} on ${call}`,
      hint: "run the same command again later; PostHog's status page tells whether it is down",
    };
  if (status === 404)
    return {
      message: `something answered 404 to ${call}, but not in PostHog's way`,
      hint: "check the target's host: it must be the origin of PostHog's API",
    };
  if (isRead(call) && (status === 401 || status === 403))
    return {
      message: `${call} was refused with ${status}, and not in words that PostHog documents`,
      hint: "check that the key has external_data_source:read and belongs to the project, and whether a proxy or firewall answers in PostHog's place",
    };
  return {
    message: `PostHog refused ${call} with ${status}${blamed}, for a reason that Warehog does not know`,
    hint: "make the same change in PostHog's own pages: there the reason is shown",
  };
}

function describeShape(call: string, detail: ShapeTrouble): FaultDescription {
  if (!isPlace(detail)) return { message: `${SHAPES[detail].message} (${call})`, hint: SHAPES[detail].hint };
  return {
    message: `the answer to ${call} is not what PostHog documents, ${detail}, so nothing of it is used`,
    hint: "upgrade Warehog, or report this: PostHog may have changed its API",
  };
}

type Place = Extract<ShapeTrouble, `at ${string}`>;
const isPlace = (detail: ShapeTrouble): detail is Place => detail.startsWith("at ");

const TRANSPORT: Readonly<Record<TransportTrouble, FaultDescription>> = {
  refused: {
    message: "nothing answers at the target's host: the connection was refused or could not be made",
    hint: "check host and port of the target, and whether a firewall or proxy stands in between",
  },
  "name-not-found": {
    message: "the target's host has no address: its name was not found",
    hint: "check the spelling of the target's host, e.g. https://us.posthog.com",
  },
  tls: {
    message: "no trusted connection could be made: the certificate of the target's host was not accepted",
    hint: "check the host; for a private certificate authority set NODE_EXTRA_CA_CERTS to its certificate",
  },
  timeout: {
    message: "no complete answer came in time",
    hint: "run the same command again; PostHog takes seconds on large projects, so a longer timeout may help",
  },
  lost: {
    message: "the connection broke before the whole answer had arrived",
    hint: "run the same command again: what was already done is read back, not repeated",
  },
  "kept-back": {
    message: "PostHog's limits left no room for the change, so it was not sent",
    hint: "run the same command again: it looks again at what it is about to change",
  },
  interrupted: {
    message: "a call waited for its turn when the stop came, and was not sent",
    hint: "run the same command again to go on",
  },
};

const READ_AGAIN =
  "run the same command again; if it stays, check what stands between the target's host and this machine";

const SHAPES: Readonly<Record<Exclude<ShapeTrouble, Place>, FaultDescription>> = {
  html: {
    message: "a web page came back instead of data",
    hint: "check the target's host: a login page or a proxy answers there, not PostHog's API",
  },
  empty: {
    message: "an empty answer came back where PostHog sends data",
    hint: "check the target's host, and what stands between it and this machine",
  },
  "not-json": {
    message: "half an answer came back, or something that is not JSON at all",
    hint: READ_AGAIN,
  },
  "too-large": {
    message: "the answer is too large to be one of PostHog's",
    hint: "check the target's host",
  },
  "no-date": {
    message: "the answer carries no time, without which later runs cannot be told from earlier ones",
    hint: "let the proxy in front of PostHog pass the Date header",
  },
};

const isRead = (call: string): boolean => call.startsWith("GET ");

/** Reading needs the one scope and everything else the other: PostHog never asks for both. */
const scopeOf = (call: string): string =>
  call.includes("/warehouse_saved_queries/")
    ? "warehouse_view:read"
    : `external_data_source:${isRead(call) ? "read" : "write"}`;
