import type { Position } from "./diagnostic.js";
import type { Effect, Strategy } from "./effect.js";
import type { Finding, Note, Problem } from "./finding.js";
import type { Field, FieldValue } from "./settings.js";

export const PLAN_VERSION = 1;
/** Raised when a rule, the pipeline or the canonical form changes what the same change is worth: an older approval then covers nothing. */
export const RULES_VERSION = 3;

/** The body of a PATCH: exactly what goes out, never a whole object. */
export type PatchBody = { readonly [F in Field]?: FieldValue };

/** One thing the executor does. The order is fixed by the pipeline. */
export type Step =
  | { readonly kind: "hold"; readonly when_running: "wait" | "cancel" | "refuse" }
  | { readonly kind: "catch_up" }
  | {
      readonly kind: "enable_cdc";
      readonly management_mode: "posthog" | "self_managed";
      readonly slot_name?: string;
      readonly publication_name?: string;
    }
  | { readonly kind: "pause" }
  | { readonly kind: "delete_data" }
  | { readonly kind: "patch"; readonly body: PatchBody }
  | { readonly kind: "create_webhook"; readonly inputs: Readonly<Record<string, { readonly env: string }>> }
  | { readonly kind: "import"; readonly how: "started" | "resync" | "reload" }
  | { readonly kind: "await" }
  | { readonly kind: "enable" }
  | { readonly kind: "verify" }
  | { readonly kind: "delete_webhook" };
export type StepKind = Step["kind"];

/** What a source as a whole holds, beside the fields of its tables. */
export const SOURCE_FIELDS = ["cdc", "webhook", "webhook_inputs"] as const;
export type SourceField = (typeof SOURCE_FIELDS)[number];

/** Values of the fields that change. A field that the server never stored is null in `from`. */
export type FieldValues = { readonly [F in Field | SourceField]?: FieldValue | string };

/** Rows: an exact zero, "at least" a number, or null for unknown, which counts as over every limit. */
export interface Price {
  readonly rows_wiped: number | null;
  readonly rows_imported: number | null;
  /** the price is paid again by every due run */
  readonly recurring: boolean;
}

/** What an item would be under another strategy. */
export interface StrategyOption {
  readonly strategy: Strategy;
  readonly effect: Effect;
  readonly price: Price;
  readonly consequence: string;
}

export interface Item {
  /**
   * First 8 hex digits of SHA-256 over canonical {host, project_id, schema_id, from, to}, and {owes}, the id of the item whose
   * unproved import it takes over, where it does. An unfinished item that is carried on keeps the id that it was begun with.
   */
  readonly id: string;
  /** SHA-256 over canonical {host, project_id, schema_id, from, to, id, effect, strategy, steps} */
  readonly hash: string;
  /** target/source/table; of an item of a whole source target/source */
  readonly address: string;
  readonly source_id: string;
  /** of an item of a whole source: the source's id once more */
  readonly schema_id: string;
  /** of an item of a whole source: the source's key */
  readonly table: string;
  readonly from: FieldValues;
  readonly to: FieldValues;
  /** fields of `to` that differ although the declaration did not change: somebody edited the service by hand */
  readonly drifted: readonly Field[];
  readonly effect: Effect;
  readonly findings: readonly Finding[];
  /** null: nothing in this item leaves a choice */
  readonly strategy: Strategy | null;
  readonly options: readonly StrategyOption[];
  readonly steps: readonly Step[];
  readonly price: Price;
  readonly consented: boolean;
  readonly notes: readonly Note[];
  readonly problems: readonly Problem[];
  readonly origin: "change" | "drift" | "merged-not-applied";
  /** the id of an unfinished item whose remaining steps this one carries out */
  readonly resumes: string | null;
  /** should_sync that a pause has to put back; null: no pause in this item */
  readonly should_sync_before: boolean | null;
  readonly at: Position;
}

/** A problem that belongs to no single table, or to a table that could not be planned. */
export interface PlanProblem extends Problem {
  readonly address: string; // target, target/source or target/source/table
  readonly at: Position;
}

export interface Totals {
  readonly by_effect: { readonly [E in Effect]: number };
  readonly rows_wiped: Count;
  readonly rows_imported: Count;
}
/** A sum of row counts and the number of tables whose count nobody knows. */
export interface Count {
  readonly at_least: number;
  readonly unknown_tables: number;
}

/** An ordered, serialisable value: what is meant to happen to one target. Nothing volatile inside. */
export interface Plan {
  readonly version: typeof PLAN_VERSION;
  readonly rules_version: number;
  readonly target: { readonly name: string; readonly host: string; readonly project_id: number };
  /** SHA-256 over the sorted hashes of the items that can be approved */
  readonly digest: string;
  readonly items: readonly Item[];
  readonly problems: readonly PlanProblem[];
  readonly notes: readonly Note[];
  readonly totals: Totals;
  readonly tables: {
    /** declared, and the live row was read: must equal `declared` or there is a problem that says why not */
    readonly read: number;
    readonly declared: number;
    readonly unchanged: number;
    readonly unmanaged: number;
  };
}

/** An item that may be carried out: it belongs to the change and nothing stands in its way. */
export const isApplicable = (item: Item): boolean => item.origin !== "drift" && item.problems.length === 0;
export const hasProblems = (plan: Plan): boolean =>
  plan.problems.length > 0 || plan.items.some((item) => item.origin !== "drift" && item.problems.length > 0);

/** It is about a source as a whole and about none of its tables. */
export const isOfSource = ({ source_id, schema_id }: Pick<Item, "source_id" | "schema_id">): boolean =>
  schema_id === source_id;

/** It asks for a run, whose end is its proof. */
export const wantsRun = ({ steps }: Pick<Item, "steps">): boolean => steps.some(({ kind }) => kind === "await");
