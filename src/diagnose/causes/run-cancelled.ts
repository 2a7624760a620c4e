import { isCancellation } from "../../model/cancellation.js";
import type { Cause } from "../cause.js";

export const runCancelled: Cause = {
  code: "run-was-cancelled",
  about:
    "Somebody cancelled the newest run, which PostHog shows as Failed. Nothing is wrong with the table: the next scheduled run goes on from the same place, or `warehog reload` does so now.",
  find: ({ error }) =>
    isCancellation(error)
      ? {
          message: "somebody cancelled its newest run; the next one goes on from the same place",
          remedies: [{ kind: "reload" }],
        }
      : undefined,
};
