import type { Item, Plan, SourceField } from "./plan.js";
import type { Field, FieldValue } from "./settings.js";

/** Who left what was applied last. Nobody knows where nothing tells what that was. */
export type Mover = "posthog" | "both-differently" | "unknown" | "yaml" | "both-same";

export interface FieldMove {
  readonly field: Field | SourceField;
  readonly who: Mover;
  /** undefined: it was not declared, or nobody knows */
  readonly applied: FieldValue | string | undefined;
  readonly yaml: FieldValue | string;
  readonly posthog: FieldValue | string;
}

export interface TableMoves {
  readonly address: string;
  /** key of its source */
  readonly source: string;
  /** null: it is the source as a whole */
  readonly table: string | null;
  readonly fields: readonly FieldMove[];
  /** what an apply would do to it; undefined: the two agree again */
  readonly item: Item | undefined;
}

export interface AutoDisabled {
  readonly address: string;
  readonly error: string;
}

/** What was applied last, the files and the live state of one target, compared. */
export interface Drift {
  readonly plan: Plan;
  readonly tables: readonly TableMoves[];
  /** null: two were compared, because nobody knows what was applied last */
  readonly commit: string | null;
  /** why that commit, or why none */
  readonly because: string;
  /** addresses of undeclared tables that PostHog switched on by itself */
  readonly auto_enabled: readonly string[];
  /** tables that are off after a failed run, where the YAML leaves open whether they are on */
  readonly auto_disabled: readonly AutoDisabled[];
}

const AWAY: ReadonlySet<Mover> = new Set<Mover>(["posthog", "both-differently", "unknown"]);

/** A table on which PostHog is not where an apply left it, as far as anybody knows. */
export const isAway = ({ fields }: TableMoves): boolean => fields.some(({ who }) => AWAY.has(who));

/** An edit of the YAML that waits for its apply is no drift; what could not be read may be one. */
export const hasDrifted = ({ tables, plan, auto_enabled, auto_disabled }: Drift): boolean =>
  tables.some(isAway) || [plan.problems, auto_enabled, auto_disabled].some(({ length }) => length > 0);
