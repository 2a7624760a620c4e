import { WHY_UNKNOWN } from "../../approval/unknown.js";
import type { NotKept, Unknown } from "../../model/github/known.js";
import type { Failure } from "../failure.js";

/** Nothing is sent to PostHog before it is recorded that it will be. */
export const NOT_BEGUN = "the apply did not begin, and nothing was written to PostHog";

/** What lets a job write each thing. */
const GRANTS = {
  comment: "give the job the permission pull-requests: write",
  suggestion: "give the job the permission pull-requests: write",
  check: "give the job the permission checks: write",
  issue: "give the job the permission issues: write, and leave issues switched on in the repository",
  // A label that the repository does not have yet is made with it, and that is another permission.
  label:
    "give the job the permission pull-requests: write, and create the labels warehog:destructive and warehog:consent-missing once in the repository",
  // No permission of the job decides here, but the token that the runner has for its own run.
  artifact: "an artifact needs no permission, but the runner's own token was refused: check the proxy of the runner",
} as const;

const QUOTA = {
  code: "artifact-quota",
  says: "the account has no storage left for artifacts",
  remedy: "delete old artifacts, or raise the limit under Billing of the account that the repository belongs to",
} as const;

/**
 * A write that failed.
 *
 * @param so  what stands on GitHub and in PostHog now, and what does not
 */
export function unwritten({ why, call }: Unknown | NotKept, what: keyof typeof GRANTS, so: string): Failure {
  const { code, says, remedy } = why === "quota" ? QUOTA : WHY_UNKNOWN[why];
  return {
    code,
    message: `${call}: ${says}, so ${so}`,
    hint:
      why === "forbidden"
        ? `${GRANTS[what]}, and run it again`
        : why === "quota"
          ? `${remedy}, and run the job again`
          : remedy,
  };
}
