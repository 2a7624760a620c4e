import { styleText } from "node:util";
import type { Paint, Style } from "../report/paint.js";
import { unpainted } from "../report/paint.js";
import type { Context, Output } from "./context.js";
import type { OutputOptions } from "./options.js";

type Format = Parameters<typeof styleText>[0];

const FORMATS: Readonly<Record<Style, Format>> = {
  title: "bold",
  dim: "dim",
  good: "green",
  notice: "cyan",
  warning: "yellow",
  danger: "red",
  added: "green",
  removed: "red",
  command: ["bold", "cyan"],
  link: "dim",
};

/** Node 22 and later would look at the real stdout and drop the colour by themselves: the decision is made here. */
const ALWAYS = { validateStream: false } as const;

const painted: Paint = (style, text) => styleText(FORMATS[style], text, ALWAYS);

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/** The flag decides, then the environment (no-color.org), then whether somebody is looking. */
export function isColoured(output: Output, env: Context["env"], flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"])) return env["FORCE_COLOR"] !== "0";
  return output.isTTY && env["TERM"] !== "dumb";
}

export const paintFor = (output: Output, context: Context, options: OutputOptions): Paint =>
  isColoured(output, context.env, options.color) ? painted : unpainted;

/** A log has no width of its own: this is what most viewers show without a scroll bar. */
const WITHOUT_TERMINAL = 100;

export const widthOf = (output: Output): number => output.columns ?? WITHOUT_TERMINAL;
