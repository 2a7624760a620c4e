import { annotationsOf } from "../../report/github/annotations.js";
import { renderSummary } from "../../report/github/summary.js";
import type { Failure } from "../failure.js";
import { bareReport } from "./plan-report.js";
import { statesOf, troubled } from "./plan-targets.js";
import type { Keyless, PullScene } from "./pull-scene.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

const KEYLESS: { readonly [K in Keyless]: Failure } = {
  fork: {
    code: "fork",
    message: "this pull request comes from a fork and changes what Warehog manages, so it is never planned with a key",
    hint: "push the branch to this repository and open the pull request from there",
  },
  dependabot: {
    code: "no-key-for-dependabot",
    message: "GitHub gives no keys to runs that Dependabot starts, so the files were checked and nothing was planned",
    hint: "close and reopen the pull request by hand: that run belongs to you and gets the keys",
  },
};

/**
 * What can be said of a pull request whose run gets no secret and may write nothing: its files. The job's own result and its
 * summary are all that is told.
 */
export async function checkOffline(
  world: World,
  declared: Declarations,
  pull: PullScene,
  why: Keyless,
): Promise<ActionResult> {
  if (!pull.isConcerned) return passed({ outputs: { "has-changes": "false", destructive: "false" } });
  const states = statesOf(world, (await declared(pull.merge)).declared);
  const failure = states.ok ? KEYLESS[why] : states.error;
  const targets = [troubled(null, failure)];
  return failed(failure, {
    summary: renderSummary(bareReport(world, pull, targets)),
    annotations: annotationsOf(targets),
  });
}
