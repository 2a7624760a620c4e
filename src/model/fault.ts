/**
 * A failed call. Never a host, query, key or response body: these texts reach pull requests.
 * `reason` is set where the server's text is one that the contract names; `attr` is the field that the server blamed.
 */
export type ServiceFault =
  | {
      readonly kind: "status";
      readonly call: string;
      readonly status: number;
      readonly reason: KnownReason | undefined;
      readonly attr: string | undefined;
    }
  | { readonly kind: "shape"; readonly call: string; readonly detail: ShapeTrouble }
  | { readonly kind: "transport"; readonly call: string; readonly detail: TransportTrouble }
  | { readonly kind: "forbidden-call"; readonly call: string }
  /** an input of the call is the name of a secret that is not set; nothing went out */
  | { readonly kind: "secret-missing"; readonly call: string; readonly name: string };

/**
 * lost, timeout: the request may have been carried out. refused, tls, name-not-found: it never reached the server.
 * interrupted: a stop was asked for while it waited for its turn; it never left.
 * kept-back: the limits left no place for a write soon enough; it never left, and whoever wants it made looks again first.
 */
export type TransportTrouble = "refused" | "lost" | "timeout" | "tls" | "name-not-found" | "interrupted" | "kept-back";

/** What is wrong with a successful answer as a whole, or where in it and what was expected: `at results[0].id: expected text`. */
export type ShapeTrouble = "empty" | "html" | "not-json" | "too-large" | "no-date" | `at ${string}`;

/** Texts of the server that change what a client should do. */
export const KNOWN_REASONS = [
  "key-invalid",
  "key-missing",
  "key-scope",
  "key-unsupported",
  "key-project",
  "keys-disallowed",
  "access-level",
  "managed-by-posthog",
  "not-found",
  "redirected",
  "throttled",
  "billing",
  "start-failed",
  "key-change-refused",
  "key-required",
  "cdc-not-enabled",
  "cdc-team-flag",
  "cdc-already-enabled",
  "cdc-prerequisites",
  "publication",
  "webhook-setup",
  "webhook-in-use",
  "webhook-only",
  "no-run-to-cancel",
  "no-frequency",
  "source-unreachable",
] as const;
export type KnownReason = (typeof KNOWN_REASONS)[number];

/** The server may have carried it out: what is no word of its own tells no more than silence. */
export const mayHaveArrived = (fault: ServiceFault): boolean =>
  fault.kind === "shape" ||
  (fault.kind === "transport" && (fault.detail === "lost" || fault.detail === "timeout")) ||
  (fault.kind === "status" && fault.status >= 500);
