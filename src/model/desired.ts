import type { Position } from "./diagnostic.js";
import type { Strategy } from "./effect.js";
import type { Policy } from "./policy.js";
import type { DeclaredSettings, Field } from "./settings.js";

/** One PostHog project. Gate keys: on GitHub these come from the base branch. */
export interface Target {
  readonly name: string;
  /** origin without a trailing slash, e.g. https://us.posthog.com */
  readonly host: string;
  readonly project_id: number;
  /** the NAME of an environment variable; a key never stands in a file */
  readonly api_key_env: string;
}

/** Where an effective value comes from: the table itself, a rule of its file, or the file's defaults. */
export interface FieldOrigin {
  readonly via: "defaults" | "rule" | "table";
  readonly at: Position;
}

/** A line in the reviewed YAML that names one item by id. */
export interface Consent {
  readonly id: string; // first 8 hex digits of the item's id hash
  readonly strategy?: Strategy;
  readonly reason: string;
  readonly at: Position;
}

/** A limit of the policy passed on purpose for one source. */
export interface ThresholdConsent {
  readonly threshold: "max_tables" | "max_rows";
  readonly reason: string;
  readonly at: Position;
}

export interface DesiredTable {
  readonly name: string; // the exact schema name that the API returns
  readonly settings: DeclaredSettings;
  readonly origins: { readonly [F in Field]?: FieldOrigin };
  readonly protect: boolean;
  readonly consent: readonly Consent[];
  readonly at: Position;
}

export type SourceSelector =
  | { readonly by: "id"; readonly id: string }
  | { readonly by: "type"; readonly source_type: string; readonly prefix: string };

export interface DesiredCdc {
  readonly management_mode: "posthog" | "self_managed";
  readonly slot_name?: string;
  readonly publication_name?: string;
}

/** Inputs of a webhook that is created by a plan; a value is always the name of an environment variable, never the secret. */
export type WebhookInputs = Readonly<Record<string, { readonly env: string }>>;

export interface DesiredSource {
  /** short and unique within the target: the file's stem; part of every address */
  readonly key: string;
  readonly selector: SourceSelector;
  readonly tables: readonly DesiredTable[];
  readonly cdc?: DesiredCdc;
  /** change data capture is to be on, whether a table needs it or not; absent: it is switched on with the first table that does */
  readonly cdcEnabled?: true;
  /** enabled false: no webhook is wanted; absent: one is, as long as a declared table needs it */
  readonly webhook?: { readonly inputs: WebhookInputs; readonly enabled?: boolean };
  readonly thresholds: readonly ThresholdConsent[];
  readonly at: Position;
}

/** What the YAML declares for one target. Never empty: an empty configuration is a diagnostic. */
export interface DesiredState {
  readonly target: Target;
  readonly policy: Policy;
  readonly sources: readonly DesiredSource[];
}
