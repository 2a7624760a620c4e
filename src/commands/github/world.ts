import type { Git } from "../../adapters/git.js";
import type { GitHub } from "../../adapters/github/github.js";
import { WHY_UNKNOWN } from "../../approval/unknown.js";
import type { Unknown } from "../../model/github/known.js";
import type { Context } from "../context.js";
import type { Failure } from "../failure.js";
import type { Event } from "./event.js";
import type { Inputs } from "./inputs.js";
import type { RunFacts } from "./run-facts.js";

/** All that a command of the action works with. */
export interface World {
  readonly context: Context;
  readonly inputs: Inputs;
  readonly facts: RunFacts;
  readonly event: Event;
  readonly git: Git;
  readonly github: GitHub;
}

/** What is cut short for a whole run is no pull request that could be made smaller: it is what earlier runs left. */
const NOT_WHOLE =
  "run the job again; if it stays so for an artifact, delete that artifact: what it says is then planned and approved anew";

/** A read that failed decides nothing: the whole command ends there. */
export function unknown({ why, call }: Unknown): Failure {
  const { code, says, remedy } = WHY_UNKNOWN[why];
  const hint = why === "incomplete" ? NOT_WHOLE : remedy;
  return { code, message: `${call}: ${says}, so the run ends here`, hint };
}
