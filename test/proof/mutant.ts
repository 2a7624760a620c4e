import type { Catcher } from "./catch.js";
import { configuration, type ConfigurationName } from "./configuration.js";
import type { History } from "./history.js";
import type { Case } from "./run-case.js";

/** A mistake made on purpose: the text of a file is replaced, and the experiment shows it. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
  /** what would be wrong with it */
  readonly why: string;
  readonly by: Catcher;
}

export const QUIET: History = { before: [], off: [], during: [], after: [] };
export const VERSIONS: History = { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "run" }] };
export const BELOW: History = { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "insert" }, { kind: "run" }] };

export const between = (
  from: ConfigurationName,
  to: ConfigurationName,
  history: History,
  strategy?: Case["strategy"],
): Case => ({
  from: configuration(from),
  to: configuration(to),
  wasOn: true,
  isOn: true,
  history,
  ...(strategy === undefined ? {} : { strategy }),
});
export const verdict = (one: Case): Catcher => ({ kind: "verdict", one });
export const rule = (name: string): string => `src/planner/rules/${name}.ts`;
