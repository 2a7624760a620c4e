import type { Cause } from "../cause.js";

const GONE =
  /\b(relation|table|view|object|collection|dataset|sheet|resource)\b.{0,200}(does not exist|doesn.t exist|no longer exists?|not found|was not found|cannot be found)|undefinedtable|unknown table|invalid object name|no such table|could not discover schema|catalog error/i;

export const missingRelation: Cause = {
  code: "missing-relation",
  about:
    "The source has no table of that name any more, or PostHog's user may not see it. If it was renamed, give it its name back or declare the new one; if it is gone for good, write should_sync: false. Rows that are synced stay.",
  find: ({ error, switchedOff }) =>
    GONE.test(error)
      ? {
          message: "the source shows PostHog no such table any more, so no rows arrive",
          remedies: [
            {
              kind: "fix_outside",
              what: "bring the table back at the source, or let PostHog's user see it; a renamed one gets its name back, or the new name is declared",
            },
            { kind: "reload" },
          ],
          otherwise: switchedOff
            ? []
            : [
                {
                  kind: "change_yaml",
                  what: "if it is gone for good, switch it off: the rows stay",
                  set: { should_sync: false },
                },
              ],
        }
      : undefined,
};
