import type { renderNextSteps } from "../report/next-steps.js";
import { quoted } from "./invocation.js";
import type { Shown } from "./webhook-info.js";

type Steps = Parameters<typeof renderNextSteps>[0];

/** What to type after `warehog webhook info`: what is missing first. */
export function afterInfo(flags: string, shown: readonly Shown[]): Steps {
  const possible = shown.filter(({ supported }) => supported);
  const there = possible.filter(({ exists }) => exists);
  return [
    ...there.flatMap((webhook) => handOver(flags, webhook)),
    ...possible.filter(({ exists }) => !exists).map((webhook) => make(flags, webhook)),
    ...(there.length === 0 ? [] : [look(flags, there)]),
  ];
}

const handOver = (flags: string, { source, missing_inputs }: Shown): Steps =>
  missing_inputs.map((name) => ({
    command: `warehog webhook rotate${flags} ${quoted(source)} --input ${quoted(name)} --from-env NAME`,
    why: `hands over ${name}, of which PostHog holds no value`,
  }));

const make = (flags: string, { source }: Shown): Steps[number] => ({
  command: `warehog plan${flags} --source ${quoted(source)}`,
  why: "plans the webhook, once a table of the file says sync_type: webhook; its inputs stand under webhook:",
});

function look(flags: string, [only, ...others]: readonly Shown[]): Steps[number] {
  const named = only === undefined || others.length > 0 ? "" : ` ${quoted(only.source)}`;
  return {
    command: `warehog diagnose${flags}${named}`,
    why: "says whether the tables get what it brings, and the way out where they do not",
  };
}
