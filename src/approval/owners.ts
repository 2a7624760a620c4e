import type { PullRequest } from "../model/github/pull-request.js";
import type { Refusal } from "../model/github/refusal.js";
import { ofKnown } from "./unknown.js";

const MISSING: Refusal = {
  code: "owners-missing",
  message: "the rules of the branch ask for its owners, and GitHub does not hold their review as given",
  remedy: "have an owner of the changed files approve it",
};

const UNVERIFIABLE: Refusal = {
  code: "owners-unverifiable",
  message: "the rules of the branch ask for its owners, and GitHub does not say whether they have approved",
  remedy:
    "require at least one approving review in the branch's rules, so that GitHub decides on owners, and have them approve it",
};

/** Who owns a file cannot be computed here: the job's token cannot see who belongs to a team. */
export const ownersRefusals = ({ owners }: PullRequest): readonly Refusal[] =>
  ofKnown(owners, ({ required, decision }) => {
    if (!required || decision === "APPROVED") return [];
    return [decision === null ? UNVERIFIABLE : MISSING];
  });
