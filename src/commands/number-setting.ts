import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";

interface NumberSetting {
  /** what the flag says; it wins */
  readonly given: number | undefined;
  readonly variable: string;
  readonly whole: boolean;
}

/** A number above 0 from a flag or the environment; undefined: neither says. */
export function numberSetting(
  { given, variable, whole }: NumberSetting,
  env: Context["env"],
): Result<number | undefined, Failure> {
  const text = env[variable];
  const value = given ?? (text === undefined || text === "" ? undefined : Number(text));
  if (value === undefined || (Number.isFinite(value) && value > 0 && (!whole || Number.isInteger(value))))
    return ok(value);
  return err({
    code: "setting-invalid",
    message: `the environment variable ${variable} does not hold a usable number above 0`,
    hint: `unset ${variable}, or set it to a number`,
    exit: EXIT.usage,
  });
}
