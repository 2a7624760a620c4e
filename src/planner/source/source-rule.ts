import type { DesiredSource } from "../../model/desired.js";
import type { Finding, Problem } from "../../model/finding.js";
import type { LiveSource } from "../../model/live.js";
import type { FieldValues, Step, StepKind } from "../../model/plan.js";
import type { TablePair } from "../pair.js";

/** One source as a whole: everything that a rule about it may look at. */
export interface SourceChange {
  readonly declared: DesiredSource;
  readonly source: LiveSource;
  readonly tables: readonly TablePair[];
  /** what items of its tables carry out already: their steps do it once for the source */
  readonly carried: ReadonlySet<StepKind>;
}

/** What has to be done about a source, and the one step that does it. */
export interface SourceVerdict extends Omit<Finding, "code" | "strategies" | "recurring"> {
  readonly from: FieldValues;
  readonly to: FieldValues;
  readonly step: Step;
  readonly problems: readonly Problem[];
}

/** One code of docs/rules.md about a source, or undefined where it has nothing to say. */
export interface SourceRule {
  readonly code: string;
  /** see Rule */
  readonly about: string;
  readonly check: (change: SourceChange) => SourceVerdict | undefined;
  /** what has to be asked before it can judge; undefined: nothing */
  readonly asks: (change: SourceChange) => "prerequisites" | "webhook" | undefined;
}
