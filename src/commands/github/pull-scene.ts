import { DEFAULT_POLICY } from "../../model/policy.js";
import type { Policy } from "../../model/policy.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import { lastReadable } from "./last-readable.js";
import { touchesManaged } from "./managed.js";
import type { Declarations } from "./walk-facts.js";
import { missingWorkflow } from "./workflow-paths.js";
import type { World } from "./world.js";

export type Keyless = "fork" | "dependabot";

/** A pull request as it is checked out: the merge that GitHub tries, between what it would be merged into and its head. */
export interface PullScene {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly merge: string;
  readonly baseRef: string;
  /** some file of the configuration differs from the base */
  readonly isConcerned: boolean;
  /** head branch */
  readonly headRef: string;
  /** why the run got no secret, and a token that only reads; null: it has both */
  readonly keyless: Keyless | null;
  /** of the base: a pull request is not judged under rules of its own */
  readonly policy: Policy;
}

/** Runs that it starts are held as those of a fork. A rerun by somebody else does not change that. */
const DEPENDABOT_ID = 49_699_333;

/** @returns "superseded": the head has moved on, and the run of the newer one says all there is to say */
export async function pullScene(
  world: World,
  declared: Declarations,
): Promise<Result<PullScene | "superseded", Failure>> {
  const { event, facts, git } = world;
  if (await git.isShallow())
    return err({
      code: "shallow-clone",
      message: "the checkout has no full history, so nothing can be compared with the base",
      hint: "set fetch-depth: 0 at actions/checkout",
    });
  if (event.name !== "pull_request" && event.name !== "pull_request_review")
    return err({
      code: "event-unsupported",
      message: `this command speaks of a pull request, and the run was started by ${event.name === "other" ? event.event : event.name}`,
      hint: "see examples/github/warehog-plan.yml for the events to run it on",
    });
  const [base, head] = await git.parents(facts.sha);
  if (base === undefined || head === undefined || head !== event.head) return ok("superseded");
  const { declared: before } = await lastReadable(world, declared, base);
  const isConcerned = await touchesManaged(world, base, facts.sha);
  const missing = isConcerned ? await missingWorkflow(world, facts.sha) : undefined;
  if (missing !== undefined) return err(missing);
  return ok({
    number: event.number,
    head,
    base,
    merge: facts.sha,
    baseRef: event.baseRef,
    isConcerned,
    headRef: event.headRef,
    keyless:
      event.headRepository !== facts.repositoryId ? "fork" : event.sender === DEPENDABOT_ID ? "dependabot" : null,
    policy: before?.ok === true ? before.value.project.policy : DEFAULT_POLICY,
  });
}
