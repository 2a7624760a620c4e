import type { KnownReason, ServiceFault, ShapeTrouble, TransportTrouble } from "../model/fault.js";
import { assertNever } from "../model/result.js";

/** What a failed call means for the reader, and what to do next. */
export interface FaultDescription {
  readonly message: string;
  readonly hint: string;
}

export function describeFault(fault: ServiceFault): FaultDescription {
  switch (fault.kind) {
    case "status":
      return describeStatus(fault);
    case "shape":
      return describeShape(fault.call, fault.detail);
    case "transport":
      return { message: `${TRANSPORT[fault.detail].message} (${fault.call})`, hint: TRANSPORT[fault.detail].hint };
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
  interrupted: {
    message: "a call waited for its turn when the stop came, and was not sent",
    hint: "run the same command again to go on",
  },
};

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
    hint: "run the same command again; if it stays, check what stands between the target's host and this machine",
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

const WRITE_SCOPE = "external_data_source:write";

const REASONS: Readonly<Record<KnownReason, FaultDescription>> = {
  "key-missing": {
    message: "PostHog saw no API key",
    hint: "set the environment variable that the target's api_key_env names; a proxy may also drop the Authorization header",
  },
  "key-invalid": {
    message: "PostHog does not know this API key",
    hint: "check that the key was not revoked and belongs to this host: a key of the EU cloud is unknown in the US",
  },
  "key-scope": {
    message: "the API key is valid, but lacks a scope that this call needs",
    hint: `give the key external_data_source:read to plan, ${WRITE_SCOPE} to apply`,
  },
  "key-unsupported": {
    message: "this PostHog is too old to let a scoped API key do this",
    hint: "upgrade PostHog (April 2026 or later)",
  },
  "key-project": {
    message: "the project is not within reach of this API key",
    hint: "check the target's project_id, and which projects the key is limited to",
  },
  "keys-disallowed": {
    message: "the organization does not allow personal API keys",
    hint: "ask an administrator of the organization to allow them",
  },
  "access-level": {
    message: "the owner of the API key may not do this with the table or source",
    hint: "give that user editor access in PostHog, or use the key of somebody who has it",
  },
  "managed-by-posthog": {
    message: "PostHog manages this table or source itself and lets nobody change it",
    hint: "take it out of the configuration",
  },
  "not-found": {
    message: "PostHog has no such table, source or project, or hides it from this API key",
    hint: "plan again: it may have been deleted since; otherwise check the target's project_id",
  },
  redirected: {
    message: "the target's host sent Warehog elsewhere, and the key goes nowhere else",
    hint: "write the host that PostHog really answers at, with https",
  },
  throttled: {
    message: "PostHog's rate limit is used up, and waiting as long as it asked did not help",
    hint: "run the same command again later, or lower the requests per minute: others may be using the same key",
  },
  billing: {
    message: "the project has reached its sync limit, so PostHog refused",
    hint: "raise the billing limit, or wait for the next period",
  },
  "start-failed": {
    message: "PostHog could not start the run",
    hint: "run the same command again in a few minutes",
  },
  "key-change-refused": {
    message: "PostHog refuses another primary key while rows are there",
    hint: "plan again: the table got its rows after it was planned",
  },
  "key-required": {
    message: "PostHog refuses this sync type for a table without a primary key",
    hint: "declare primary_key_columns",
  },
  "cdc-not-enabled": {
    message: "CDC is off on this source",
    hint: "declare cdc in the source's file, then plan again",
  },
  "cdc-team-flag": {
    message: "PostHog has not switched CDC on for this project",
    hint: "ask PostHog to enable it, or choose another sync_type",
  },
  "cdc-already-enabled": {
    message: "CDC was already on for this source",
    hint: "plan again: nothing is left to enable",
  },
  "cdc-prerequisites": {
    message: "the database does not meet what CDC needs",
    hint: "plan again: it lists what is missing",
  },
  publication: {
    message: "the table could not be added to the publication, so PostHog did not switch it to CDC",
    hint: "let PostHog's database user own the table, or manage the publication yourself",
  },
  "webhook-setup": {
    message: "PostHog saved the sync type, but could not set the webhook up at the provider",
    hint: "finish it on the Webhook tab of the source, then plan again",
  },
  "webhook-in-use": {
    message: "the webhook stays: tables of the source still use it",
    hint: "plan again: somebody else may have switched a table to webhook",
  },
  "webhook-only": {
    message: "this table can only be synced by webhook",
    hint: "declare sync_type: webhook",
  },
  "no-run-to-cancel": { message: "there was no run to cancel", hint: "plan again: the run has ended by itself" },
  "no-frequency": {
    message: "the table has no sync frequency, so PostHog cannot schedule it",
    hint: "declare sync_frequency",
  },
  "source-unreachable": {
    message: "PostHog could not reach the source or its credentials were refused",
    hint: "check the source's connection in PostHog, then run the same command again",
  },
};
