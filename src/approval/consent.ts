import { needsConsent } from "../model/effect.js";
import type { ApprovedItem } from "../model/github/apply-record.js";
import type { Candidate } from "../model/github/contribution.js";
import type { Item } from "../model/plan.js";

/**
 * A consent that stood in the YAML before was given to an earlier change: the reviewers of this one have not seen it added.
 * What a pull request resumes of its own was consented to when it began.
 */
export function isConsentIntroduced(
  approved: Item,
  fresh: Item,
  { pull, change }: Candidate,
  standing: readonly ApprovedItem[],
): boolean {
  if (!needsConsent(fresh.effect)) return true;
  const ids = [approved.id, fresh.id];
  return (
    change.consents.some(({ address, id }) => address === fresh.address && ids.includes(id)) ||
    standing.some((one) => one.pull === pull.number && one.item.id === fresh.resumes)
  );
}
