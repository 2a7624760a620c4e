import type { Problem } from "../../model/finding.js";
import { FIELD_APPLIES } from "../../model/settings.js";
import type { Draft } from "../site.js";

/** Fields that the table itself declares although they mean nothing there: one problem for each. */
export const misplacedProblems = ({ change, misplaced }: Draft): readonly Problem[] =>
  misplaced.map((field) => ({
    code: "field-not-applicable",
    message:
      change.after.sync_type === null
        ? `${field} means nothing while no sync_type is set, so PostHog would refuse it`
        : `${field} means nothing under ${change.after.sync_type}, so PostHog would drop it without an error`,
    hint: `remove ${field}, or declare a sync_type that it belongs to: ${FIELD_APPLIES[field].join(", ")}`,
  }));
