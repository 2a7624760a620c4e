import type { Cause } from "../cause.js";

/** A time-out counts where it says that the connection was waited for: a query, a run or a lock has one too. */
const UNREACHED =
  /could not (connect|translate host|resolve)|couldn.t connect|connection( to .*)? (refused|reset|timed out|failed|closed|was closed|aborted)|\b(connect(ion|ing)?|read|socket|handshake|gateway)[ _-]?(timed out|time-?out)|ETIMEDOUT|name resolution|name or service not known|getaddrinfo|no route to host|(network|host|server) (is )?(unreachable|down)|max retries exceeded|server closed the connection|certificate|\bSSL\b|\b50[234]\b (server error|bad gateway|service unavailable|gateway)|connect call failed/i;

const UNREAD = "PostHog could not reach the source when it was asked for the state of change data capture";

export const network: Cause = {
  code: "source-unreachable-now",
  about:
    "PostHog cannot reach the source: its host or port is wrong, a firewall does not let PostHog's addresses through, or it is down. Mend that at the source or on its page in PostHog; then `warehog reload`. Rows that are synced stay.",
  find({ error, source, table }) {
    const status = source.cdc.status;
    const isCaptured = table.settings.sync_type === "cdc" && table.settings.should_sync === true;
    const unread = isCaptured && status.state === "refused" && status.reason === "source-error";
    if (!UNREACHED.test(error) && !(unread && error === "")) return undefined;
    return {
      message: "PostHog cannot reach the source, so no rows arrive",
      ...(unread && { evidence: [UNREAD] }),
      remedies: [
        {
          kind: "fix_outside",
          what: "make the source reachable: host and port on its page in PostHog, its firewall, and that it runs",
        },
        { kind: "reload" },
      ],
    };
  },
};
