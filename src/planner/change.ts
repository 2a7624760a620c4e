import type { Effect, Strategy } from "../model/effect.js";
import type { Finding, Needs, Problem } from "../model/finding.js";
import type { Owed } from "../model/journal.js";
import type { LiveSource, LiveTable, ServerCapabilities } from "../model/live.js";
import type { DesiredSource, DesiredTable } from "../model/desired.js";
import type { Policy } from "../model/policy.js";
import type { Field, LiveSettings } from "../model/settings.js";

/** One table before and after: everything a rule or a check may look at. */
export interface Change {
  readonly server: ServerCapabilities;
  readonly policy: Policy;
  readonly source: LiveSource;
  readonly live: LiveTable;
  readonly declaredSource: DesiredSource;
  readonly desired: DesiredTable;
  /** live values; a pause of an unfinished item counts as its should_sync before */
  readonly before: LiveSettings;
  /** live values with the declared ones that mean something under the resulting type laid over them */
  readonly after: LiveSettings;
  /** fields that mean something under the resulting type and differ */
  readonly changed: ReadonlySet<Field>;
  /** how findings that may invalidate rows are answered in this assessment */
  readonly strategy: Strategy;
  /** every declared table of the source with what it would become, this one included: who stays on webhook, who is the last to leave */
  readonly siblings: readonly Sibling[];
  /** an item of this table that was begun and is not proved */
  readonly owed: Owed | undefined;
}

export interface Sibling {
  readonly schema_id: string;
  readonly name: string;
  readonly typeBefore: string | null;
  readonly typeAfter: string | null;
}

/** A finding without its code: what one rule says. */
export type Verdict = Omit<Finding, "code">;

/** One code of docs/rules.md: what it says about a change, or undefined where it has nothing to say. */
export interface Rule {
  readonly code: string;
  /** for docs/rules.md and `warehog explain`: what happens, why it matters, the way out; one paragraph */
  readonly about: string;
  readonly check: (change: Change) => Verdict | undefined;
}

/** A reason why an item cannot be applied until it is solved. */
export interface ProblemCheck {
  readonly code: string;
  readonly about: string;
  readonly check: (change: Change, assessment: Assessment) => Omit<Problem, "code"> | undefined;
}

/** What the rules say about one change under one strategy. */
export interface Assessment {
  readonly effect: Effect;
  readonly findings: readonly Finding[];
  readonly needs: Needs;
}
