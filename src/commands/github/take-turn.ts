import type { ApplyHistory } from "../../adapters/github/history.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import type { Branch } from "./branch.js";
import { intentOf } from "./unfinished.js";
import { NOT_BEGUN, unwritten } from "./unwritten.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** As GitHub keeps them unless a repository says otherwise. */
const USUAL_LIFE_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Says that this run begins, and only then reads what others left: of two runs at once at least one sees the other, and the later
 * one leaves without a write. A workflow that keeps them apart makes this a matter of course; without it rows could be wiped twice.
 *
 * @returns "at-rest": the tip was carried out to the end already
 */
export async function takeTurn(
  world: World,
  target: string,
  { tip }: Branch,
): Promise<Result<ApplyHistory | "at-rest", Failure>> {
  const { github, context, facts } = world;
  const before = await github.history(target);
  if (!before.known) return err(unknown(before));
  if (isAtRest(before.value, tip, context.clock.now())) return ok("at-rest");
  if (!isFirst(before.value, facts.runId)) return err(UNDER_WAY);
  const said = await github.uploadApplyRecord(intentOf(target, tip, [], []));
  if (!said.known) return err(unwritten(said, "artifact", NOT_BEGUN));
  const history = await github.history(target);
  if (!history.known) return err(unknown(history));
  return isFirst(history.value, facts.runId) ? ok(history.value) : err(UNDER_WAY);
}

/** Artifacts end; the place where the walk goes on must not. It is renewed after a third of its life: the rest is for runs that fail. */
const isFresh = ({ created_at, expires_at }: NonNullable<ApplyHistory["outcome"]>, now: number): boolean =>
  now - created_at <= ((expires_at ?? created_at + USUAL_LIFE_MS) - created_at) / 3;

function isAtRest({ outcome, intents }: ApplyHistory, tip: string, now: number): boolean {
  if (outcome === null || intents.length > 0) return false;
  const { commit, completed, owed } = outcome.record;
  return commit === tip && completed === tip && owed.length === 0 && isFresh(outcome, now);
}

const isFirst = ({ under_way }: ApplyHistory, run: number): boolean => under_way.length === 0 || under_way[0] === run;

const UNDER_WAY: Failure = {
  code: "apply-under-way",
  message: "another apply run of this target is under way, so this one wrote nothing",
  hint: "start it again when that one has ended, or leave it to the schedule; concurrency in the workflow keeps runs apart",
};
