import type { TransportTrouble } from "../../model/fault.js";

type Trouble = TransportTrouble | "too-large";

/** Codes of Node and undici. A connection that could not be made carried nothing, whatever kept it from being made. */
const BY_CODE: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  UND_ERR_CONNECT_TIMEOUT: "refused",
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "too-large",
};

/** Certificates have some thirty codes and no common prefix. */
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|EPROTO$)/;

/** What a failed request means for the caller. Unknown failures count as `lost`: the request may have been carried out. */
export function troubleOf(cause: unknown): Trouble {
  if (!(cause instanceof Error)) return "lost";
  if (cause.name === "TimeoutError") return "timeout";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return BY_CODE[code] ?? (TLS.test(code) ? "tls" : "lost");
}
