import type { Cause } from "../cause.js";

const BILLING = /^Billing limit/;

export const billingLimit: Cause = {
  code: "billing-limit-reached",
  about:
    "The project has used the rows that its billing limit allows, so PostHog stops its imports. Raise the limit in PostHog under Billing, or wait for the next period; then `warehog reload`. A resync would read more rows, not fewer.",
  find: ({ table, jobs }) =>
    [table.status, jobs[0]?.status].some((status) => BILLING.test(status ?? "")) && table.status !== "Completed"
      ? {
          message: "the project is over its billing limit, so PostHog stopped the import",
          remedies: [
            { kind: "fix_outside", what: "raise the limit in PostHog under Billing, or wait for the next period" },
            { kind: "reload" },
          ],
        }
      : undefined,
};
