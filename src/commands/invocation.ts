import type { Invocation } from "../report/next-steps.js";
import type { Context } from "./context.js";
import type { LiveOptions } from "./options.js";

/** For a shell: quoted only where it must be, so that it stays readable. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const flag = (name: string, value: string | undefined): string =>
  value === undefined ? "" : ` --${name} ${quoted(value)}`;

/** What has to be typed again for the same target and scope. */
export function flagsFor({ config, target, source, table, sandbox }: LiveOptions): string {
  return [
    flag("config", config),
    flag("target", target),
    flag("source", source?.join(",")),
    flag("table", table?.join(",")),
    sandbox === true ? " --sandbox" : flag("sandbox", sandbox),
  ].join("");
}

export const isInteractive = ({ stdin, stderr }: Context): boolean => stdin.isTTY && stderr.isTTY;

export const invocationOf = (context: Context, options: LiveOptions, planFile: string | undefined): Invocation => ({
  flags: flagsFor(options),
  planFile: planFile === undefined ? undefined : quoted(planFile),
  interactive: isInteractive(context),
});
