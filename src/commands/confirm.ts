import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { visible } from "../report/visible.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { isInteractive } from "./invocation.js";

interface Confirmable {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Calls that a person asks for by name. Where nobody can be asked, --yes is the answer.
 *
 * @param again  the same command, to be typed once more
 */
export async function confirm(
  context: Context,
  { yes, json }: Confirmable,
  question: string,
  again: string,
): Promise<Result<null, Failure>> {
  if (yes === true) return ok(null);
  if (json === true || !isInteractive(context))
    return err({
      code: "confirmation-missing",
      message: "nobody can be asked here, so nothing was sent",
      hint: visible(`after reading it: ${again} --yes`),
      exit: EXIT.refused,
    });
  const answer = await context.stdin.ask(`\n${visible(question)} (yes/no) `);
  if (answer === undefined) return err({ ...DECLINED, exit: EXIT.interrupted });
  return /^y(es)?$/i.test(answer.trim()) ? ok(null) : err(DECLINED);
}

const DECLINED: Failure = {
  code: "not-approved",
  message: "nothing was sent",
  hint: "run the same command again to be asked again",
  exit: EXIT.refused,
};
