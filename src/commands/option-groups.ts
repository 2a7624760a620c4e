import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...value.split(","),
];

const atLeast =
  (least: number, isWhole: boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < least || (isWhole && !Number.isInteger(value)))
      throw new InvalidArgumentError(`It must be a ${isWhole ? "whole " : ""}number of at least ${least}.`);
    return value;
  };

const wholeNumber = atLeast(1, true);
export const portNumber = atLeast(0, true);
export const seconds = atLeast(0.01, false);

export const withOutput = (command: Command): Command =>
  command
    .option("--json", "one JSON value on stdout; people read stderr")
    .option("--color", "colour even without a terminal")
    .option("--no-color", "no colour (also NO_COLOR=1)");

export const withProject = (command: Command): Command =>
  withOutput(command)
    .option("-c, --config <file>", "project file; without it warehog.yaml is looked for from here upward")
    .option("-t, --target <name>", "which target; needed only when the project file has several");

export const withLive = (command: Command): Command =>
  withProject(command)
    .option("--source <globs>", "only these sources, by file name without .yaml; may be repeated", collect)
    .option("--table <globs>", "only these tables; may be repeated", collect)
    .option("--sandbox [state]", "against an emulated PostHog started for this command from a state document")
    .option("--max-requests-per-minute <n>", "default 480 (env WAREHOG_MAX_REQUESTS_PER_MINUTE)", wholeNumber)
    .option("--max-requests-per-hour <n>", "default 4800 (env WAREHOG_MAX_REQUESTS_PER_HOUR)", wholeNumber)
    .option("--timeout <seconds>", "for one request, default 60 (env WAREHOG_TIMEOUT)", seconds)
    .option("--concurrency <n>", "requests in flight, default 4 (env WAREHOG_CONCURRENCY)", wholeNumber);

export const hidden = (flags: string, description: string): Option => new Option(flags, description).hideHelp();
