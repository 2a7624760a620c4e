import type { Known } from "../model/github/known.js";
import type { Account, Permission, PullRequest, Push } from "../model/github/pull-request.js";
import type { Refusal } from "../model/github/refusal.js";
import type { Policy } from "../model/policy.js";
import { reviewRefusal } from "./review-refusals.js";
import { ofKnown } from "./unknown.js";

export const isPerson = ({ type }: Account): boolean => type === "User";
export const mayWrite = (permission: Permission): boolean => permission === "admin" || permission === "write";

/** Whoever was not asked about is not somebody without access. */
export const permissionOf = ({ permissions }: PullRequest, { id }: Account): Known<Permission> =>
  permissions.get(id) ?? {
    known: false,
    why: "incomplete",
    call: "GET /repos/{owner}/{repo}/collaborators/{user}/permission",
  };

/** GitHub answered and does not know that person any more: asking again changes nothing, and neither does waiting. */
export const isGone = (permission: Known<Permission>): boolean => !permission.known && permission.why === "incomplete";

/** A merge of the base that changes nothing by itself makes nobody an author: anyone may press "Update branch". */
function authoring(pushes: readonly Push[], { transparent }: PullRequest): readonly Push[] {
  const merges = new Set(transparent.map(({ commit }) => commit));
  return pushes.filter(({ after }) => !merges.has(after)).toSorted((a, b) => b.at - a.at);
}

function hasPushed(pushes: readonly Push[], reviewer: Account, { pushers_may_approve }: Policy): boolean {
  const [last] = pushes;
  // Several at the newest moment cannot be told apart: each of them may have been the last.
  const asked = pushers_may_approve ? pushes.filter(({ at }) => at === last?.at) : pushes;
  return asked.some(({ actor }) => actor?.id === reviewer.id);
}

/** Why a reviewer's approval does not count, whatever it has seen; empty: it counts. */
export function reviewerRefusals(reviewer: Account, pull: PullRequest, policy: Policy): readonly Refusal[] {
  const refused = (code: Parameters<typeof reviewRefusal>[0]) => [reviewRefusal(code, reviewer.login)];
  if (!isPerson(reviewer)) return refused("approved-by-bot");
  if (reviewer.id === pull.author?.id) return refused("approved-by-author");
  const permission = permissionOf(pull, reviewer);
  if (isGone(permission)) return refused("approved-by-unknown");
  const access = ofKnown(permission, (told) => (mayWrite(told) ? [] : refused("approved-without-write")));
  if (access.length > 0) return access;
  return ofKnown(pull.pushes, (pushes) =>
    hasPushed(authoring(pushes, pull), reviewer, policy) ? refused("approved-by-pusher") : [],
  );
}
