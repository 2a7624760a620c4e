import { isWorse, worstEffect } from "../model/effect.js";
import type { Item, Plan } from "../model/plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { counted } from "../model/numbers.js";
import type { Invocation } from "../report/next-steps.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { invocationOf, isInteractive } from "./invocation.js";
import type { ApplyOptions } from "./options.js";

const SHORT = 8;

const refused = (code: string, message: string, hint: string): Failure => ({ code, message, hint, exit: EXIT.refused });

/** Is this what somebody wants? Consent in the YAML is needed besides, and is the plan's matter. */
export async function approve(
  context: Context,
  options: ApplyOptions,
  plan: Plan,
  items: readonly Item[],
): Promise<Result<null, Failure>> {
  const { approve: given } = options;
  if (given !== undefined)
    return given === plan.digest
      ? ok(null)
      : err(notThisDigest(given, plan, invocationOf(context, options, undefined)));
  if (options.json === true || !isInteractive(context)) return err(withoutTerminal(plan));

  const harmless = !isWorse(worstEffect(items.map(({ effect }) => effect)), "costly");
  const expected = harmless ? "yes" : plan.digest.slice(0, SHORT);
  const question = harmless
    ? `\nCarry out ${counted(items.length, "change")}? (yes/no) `
    : `\nThe changes above harm rows or readers. Type the digest ${expected} to carry out ${counted(items.length, "change")}: `;
  const answer = await context.stdin.ask(question);
  if (answer === undefined) return err({ ...notApproved, exit: EXIT.interrupted });
  const typed = answer.trim().toLowerCase();
  return typed === expected || (harmless && typed === "y") ? ok(null) : err(notApproved);
}

const notApproved = refused("not-approved", "nothing was written", "run the same command again to be asked again");

function notThisDigest(given: string, { digest }: Plan, { flags }: Invocation): Failure {
  if (given.length >= SHORT && digest.startsWith(given))
    return refused("digest-differs", "--approve takes no part of a digest", `write all of it: --approve ${digest}`);
  return refused(
    "digest-differs",
    `--approve names another plan: this one has the digest ${digest}`,
    `look at the plan again before you approve it: warehog plan${flags} --out plan.json`,
  );
}

const withoutTerminal = ({ digest }: Plan): Failure =>
  refused(
    "approval-missing",
    "nobody can be asked here, and the plan was not approved, so nothing was written",
    `after reading the plan, add --approve ${digest}`,
  );
