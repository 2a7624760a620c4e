import type { Target } from "../desired.js";
import type { Policy } from "../policy.js";

/** What stands between a change and the tables of one target. None of it is a setting of a table, and so no item shows it. */
export interface Guards {
  /** of the whole project */
  readonly policy: Policy;
  /** where the key goes; null: the target is not declared */
  readonly target: Pick<Target, TargetField> | null;
  readonly protected: readonly ProtectedTable[];
}

export type TargetField = "host" | "project_id" | "api_key_env";

export interface ProtectedTable {
  /** target/source/table */
  readonly address: string;
  /** what it is in the source, whatever file declares it */
  readonly identity: string;
}

/** One guard that would be another; values as text, null where there is none. A removal: the target would not be declared any more. */
export type GuardChange =
  | { readonly guard: "removal" }
  | { readonly guard: "policy"; readonly field: string; readonly from: string; readonly to: string }
  | { readonly guard: "target"; readonly field: TargetField; readonly from: string | null; readonly to: string }
  | ({ readonly guard: "protection" } & ProtectedTable);

/**
 * What of the guards that a contribution declares comes into force. stricter: it may have been approved and the proof is gone, so
 * whatever it loosened is not believed, and whatever it tightened is.
 */
export type GuardsBrought = "all" | "stricter" | "none";
