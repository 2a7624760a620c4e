import type { RefusalCode } from "../../model/github/refusal.js";
import type { Unknown } from "../../model/github/known.js";
import type { Context } from "../context.js";
import type { Failure } from "../failure.js";
import type { Event } from "./event.js";
import type { Inputs } from "./inputs.js";
import type { Git, GitHub } from "./ports.js";
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

const WHY: {
  readonly [W in Unknown["why"]]: { readonly code: RefusalCode; readonly message: string; readonly hint: string };
} = {
  forbidden: {
    code: "github-forbidden",
    message: "the job's token may not make this call, so the run ends here",
    hint: "give the job the permissions that docs/github.md lists, and run it again",
  },
  unavailable: {
    code: "github-unavailable",
    message: "GitHub did not answer this call, so the run ends here",
    hint: "run the job again: it goes on from what is recorded",
  },
  incomplete: {
    code: "github-incomplete",
    message: "GitHub's answer is known to be cut short, so the run ends here",
    hint: "run the job again; if it stays so for an artifact, delete that artifact: what it says is then planned and approved anew",
  },
};

/** A read that failed decides nothing: the whole command ends there. */
export const unknown = ({ why, call }: Unknown): Failure => {
  const { code, message, hint } = WHY[why];
  return { code, message: `${call}: ${message}`, hint };
};
