import { DEFAULT_POLICY } from "../../model/policy.js";
import type { Policy } from "../../model/policy.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import { policyOf } from "./declared-at.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** A pull request as it is checked out: the merge that GitHub tries, between what it would be merged into and its head. */
export interface PullScene {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly merge: string;
  readonly baseRef: string;
  /** some file of the configuration differs from the base */
  readonly isConcerned: boolean;
  readonly isFork: boolean;
  /** of the base: a pull request is not judged under rules of its own */
  readonly policy: Policy;
  readonly policyChanged: boolean;
}

/** @returns "superseded": the head has moved on, and the run of the newer one says all there is to say */
export async function pullScene(
  { event, facts, git, inputs }: World,
  declared: Declarations,
): Promise<Result<PullScene | "superseded", Failure>> {
  if (event.name !== "pull_request" && event.name !== "pull_request_review")
    return err({
      code: "event-unsupported",
      message: `this command speaks of a pull request, and the run was started by ${event.name === "other" ? event.event : event.name}`,
      hint: "see examples/github/warehog-plan.yml for the events to run it on",
    });
  if (await git.isShallow())
    return err({
      code: "shallow-clone",
      message: "the checkout has no full history, so nothing can be compared with the base",
      hint: "set fetch-depth: 0 at actions/checkout",
    });
  const [base, head] = await git.parents(facts.sha);
  if (base === undefined || head === undefined || head !== event.head) return ok("superseded");
  const changed = new Set(await git.changedPaths(base, facts.sha));
  const [before, after] = [await declared(base), await declared(facts.sha)];
  const managed = [...before.managed, ...after.managed, inputs.config];
  const policy = policyOf(before);
  return ok({
    number: event.number,
    head,
    base,
    merge: facts.sha,
    baseRef: event.baseRef,
    isConcerned: managed.some((path) => changed.has(path)),
    isFork: event.headRepository !== facts.repositoryId,
    policy: policy ?? DEFAULT_POLICY,
    policyChanged: policy !== undefined && JSON.stringify(policy) !== JSON.stringify(policyOf(after) ?? policy),
  });
}
