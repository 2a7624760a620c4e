import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import type { RotateOptions } from "./options.js";

/** The value for an input, from where no other process and no history can read it. What is said of it never repeats what was typed. */
export async function givenSecret(
  { env, stdin }: Pick<Context, "env" | "stdin">,
  { input, fromEnv, fromStdin }: RotateOptions,
): Promise<Result<string, Failure>> {
  if (!/^\w+$/.test(input))
    return err(
      notGiven("--input takes the name of an input and nothing else", "leave the value out of it", EXIT.usage),
    );
  if ((fromEnv === undefined) === (fromStdin !== true))
    return err(notGiven("nothing says where the new value comes from, or two things do", "name one place", EXIT.usage));
  if (fromEnv !== undefined)
    return asValue(env[fromEnv] ?? "", "the environment variable that --from-env names is not set");
  if (stdin.isTTY)
    return err(notGiven("standard input is the terminal, which would show the secret", "pipe it in", EXIT.usage));
  return asValue(await stdin.text(), "standard input is empty");
}

function asValue(text: string, ifEmpty: string): Result<string, Failure> {
  const value = text.replace(/\r?\n$/, "");
  if (value.trim() === "") return err(notGiven(ifEmpty, "hand the secret over"));
  return /[\r\n]/.test(value) ? err(notGiven("the new value has more than one line", "hand one line over")) : ok(value);
}

const notGiven = (message: string, doThis: string, exit?: Failure["exit"]): Failure => ({
  code: "secret-not-given",
  message: `${message}; nothing was sent`,
  hint: `${doThis}: --from-env NAME takes it from a variable, --from-stdin from a pipe; it never stands on the command line itself`,
  ...(exit !== undefined && { exit }),
});
