import type { DeclaredSettings } from "./settings.js";

/**
 * One thing to do about a table that does not sync, in the order of harm: the first touches nothing that is synced,
 * the last takes the table away. A change of the YAML is worth what its plan says.
 */
export type Remedy =
  | { readonly kind: "fix_outside"; readonly what: string }
  | { readonly kind: "reload" }
  | { readonly kind: "cancel" }
  /** `set` is null where only people know the value */
  | { readonly kind: "change_yaml"; readonly what: string; readonly set: DeclaredSettings | null }
  | { readonly kind: "resync"; readonly what: string }
  | { readonly kind: "delete_data"; readonly what: string };

/** Why a table does not sync as it should, and the way back that harms least. */
export interface Diagnosis {
  /** stable, kebab-case */
  readonly cause: string;
  /** what follows for the table, one sentence, starting in lower case */
  readonly message: string;
  /** what the server said that led here, secrets masked */
  readonly evidence: readonly string[];
  /** switched off after it failed, by PostHog or by somebody */
  readonly switched_off: boolean;
  /** to be done in this order */
  readonly remedies: readonly Remedy[];
  /** where those cannot be done, worse ones included */
  readonly otherwise: readonly Remedy[];
}
