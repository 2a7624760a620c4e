import type { Cause } from "../cause.js";

const SSH = /\bssh\b|sshtunnel|\btunnel\b|BaseSSHTunnelForwarderError/i;

export const ssh: Cause = {
  code: "ssh-tunnel",
  about:
    "PostHog reaches the source through an SSH tunnel, and the tunnel does not open. Check the bastion host, its port, user and key on the source's page in PostHog, and that PostHog's addresses may reach it; then `warehog reload`.",
  find: ({ error }) =>
    SSH.test(error)
      ? {
          message: "the SSH tunnel to the source does not open, so no rows arrive",
          remedies: [
            {
              kind: "fix_outside",
              what: "mend the SSH tunnel: host, port, user and key on the source's page in PostHog, and the bastion's firewall",
            },
            { kind: "reload" },
          ],
        }
      : undefined,
};
