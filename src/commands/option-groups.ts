import type { Command } from "commander";
import { InvalidArgumentError } from "commander";

/** The negation of nothing is everything: neither may be meant by who typed it. */
const isEmptyGlob = (glob: string): boolean => /^[!\s]*$/.test(glob);

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  const globs = value.split(",");
  if (globs.some(isEmptyGlob)) throw new InvalidArgumentError("One of its globs is empty; '*' means all.");
  return [...(before ?? []), ...globs];
}

interface Range {
  readonly least: number;
  readonly most?: number;
  readonly whole?: boolean;
}

const numberIn =
  ({ least, most = Infinity, whole = true }: Range) =>
  (text: string): number => {
    const value = Number(text);
    const fits = Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value));
    if (text.trim() !== "" && fits) return value;
    const limit = most === Infinity ? "" : ` and at most ${most}`;
    throw new InvalidArgumentError(`It must be a ${whole ? "whole " : ""}number of at least ${least}${limit}.`);
  };

export const wholeNumber = numberIn({ least: 1 });
export const portNumber = numberIn({ least: 0, most: 65_535 });
export const seconds = numberIn({ least: 0.01, whole: false });

export const withOutput = (command: Command): Command =>
  command
    .option("--json", "one JSON value on stdout; people read stderr")
    .option("--color", "colour even without a terminal")
    .option("--no-color", "no colour (also NO_COLOR=1)");

export const withProject = (command: Command): Command =>
  withOutput(command)
    .option("-c, --config <file>", "project file; without it warehog.yaml is looked for from here upward")
    .option(
      "-t, --target <name>",
      "which target, needed when the project file has several; commands that only read take globs",
    );

export const withLive = (command: Command): Command =>
  withService(
    withProject(command)
      .option("--source <globs>", "only these sources, by file name without .yaml; may be repeated", collect)
      .option("--table <globs>", "only these tables; may be repeated", collect),
  );

/** For commands that name their tables themselves. */
export const withService = (command: Command): Command =>
  command
    .option("--sandbox [state]", "against an emulated PostHog started for this command from a state document")
    .option("--max-requests-per-minute <n>", "default 480 (env WAREHOG_MAX_REQUESTS_PER_MINUTE)", wholeNumber)
    .option("--max-requests-per-hour <n>", "default 4800 (env WAREHOG_MAX_REQUESTS_PER_HOUR)", wholeNumber)
    .option("--timeout <seconds>", "for one request, default 60 (env WAREHOG_TIMEOUT)", seconds)
    .option("--concurrency <n>", "requests in flight, default 4 (env WAREHOG_CONCURRENCY)", wholeNumber);
