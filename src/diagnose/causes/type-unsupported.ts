import type { Cause } from "../cause.js";

export const typeUnsupported: Cause = {
  code: "sync-type-unsupported",
  about:
    "PostHog holds a sync type for the table that it does not offer any more, or none. Declare one that the source offers; `warehog plan` says what the change costs.",
  find: ({ error, declared }) =>
    /sync type that posthog does not support/i.test(error)
      ? {
          message: "PostHog does not support its sync type, so no run begins",
          remedies: [
            {
              kind: "change_yaml",
              what: "declare a sync_type that the source offers; the plan says what that costs",
              set: declared?.sync_type === undefined ? null : { sync_type: declared.sync_type },
            },
            { kind: "reload" },
          ],
        }
      : undefined,
};
