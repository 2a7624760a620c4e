import type { Cause } from "../cause.js";

/** The last two: something is wrong, and nothing above knows what. */
export const switchedOff: Cause = {
  code: "switched-off",
  about:
    "The table failed and is switched off. PostHog does so by itself after an error that retrying cannot mend, and does not say whether it did or a person. Mend what the error says, try it with `warehog reload`, and switch it on once that run has Completed.",
  find: (theCase) =>
    theCase.switchedOff
      ? {
          message: "it failed with an error that is not known here, and was switched off",
          remedies: [{ kind: "fix_outside", what: "mend what the error says" }, { kind: "reload" }],
        }
      : undefined,
};

export const unknownError: Cause = {
  code: "unknown-error",
  about:
    "The newest run failed with an error that Warehog does not know. It is shown as PostHog tells it. One more run is harmless and mends what was passing; if it fails again, the logs of the run in PostHog say more.",
  find: ({ error, table }) =>
    error !== "" || table.status === "Failed"
      ? {
          message: "its newest run failed with an error that is not known here",
          remedies: [
            { kind: "reload" },
            { kind: "fix_outside", what: "if it fails again, read the logs of the run on the table's page in PostHog" },
          ],
        }
      : undefined,
};
