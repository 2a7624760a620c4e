import type { Cause } from "../cause.js";

const REFUSED =
  /password authentication failed|could not authenticate|connection has expired|\breconnect\b|authentication (failed|error)|access denied|login failed|invalid (api key|credentials|access token|refresh token|token|username|password|login|grant)|invalid_(grant|client|token)|(credential|password|api key|access token|token|key)s?\b.{0,40}\b(invalid|incorrect|expired|rejected|revoked|wrong)|\b40[13]\b.*\b(unauthorized|forbidden)|\b(unauthorized|forbidden) for url|permission denied|insufficient (privileges|permissions|scopes?)|no pg_hba\.conf entry|role .* does not exist/i;
/** Somebody has allowed PostHog to read there, and that has come to an end: no password can be corrected. */
const GRANT = /\binvalid_grant\b|refresh token|connection has expired|\breconnect\b/i;
const ONE_TABLE = /permission denied for (table|relation|view|schema)/i;

export const credentials: Cause = {
  code: "source-credentials",
  about:
    "The source turns PostHog away: the password or key is wrong, expired or revoked, or its user lacks a right. Correct it on the source's page in PostHog, connect the source again there where its grant has expired, or grant the right at the source; then `warehog reload`.",
  find({ error }) {
    if (!REFUSED.test(error)) return undefined;
    const what = ONE_TABLE.test(error)
      ? "grant the user that PostHog logs in with the right to read the table (GRANT SELECT)"
      : GRANT.test(error)
        ? "connect the source again on its page in PostHog: what it was allowed there has expired or was taken back"
        : "correct the credentials on the source's page in PostHog, or the rights of their user at the source";
    return {
      message: "the source turns PostHog away, so no rows arrive",
      remedies: [{ kind: "fix_outside", what }, { kind: "reload" }],
    };
  },
};
