import type { DesiredCdc } from "./desired.js";

/** What has to be asked beyond the lists: only for tables whose change needs it, nothing per unchanged table. */
export interface ProbePlan {
  /** tables whose source is asked what it offers */
  readonly offers: readonly { readonly source_id: string; readonly schema_id: string }[];
  /** tables, by name, whose newest run matters; one entry a source */
  readonly jobs: readonly { readonly source_id: string; readonly tables: readonly string[] }[];
  /** sources, each once, with a table beside which PostHog tells what the source takes */
  readonly traits: readonly { readonly source_id: string; readonly schema_id: string }[];
  /** source ids */
  readonly cdc_status: readonly string[];
  /** sources on which CDC is not yet on, each once */
  readonly cdc_prerequisites: readonly { readonly source_id: string; readonly cdc: DesiredCdc }[];
  /** source ids */
  readonly webhook_info: readonly string[];
}

export const NO_PROBES: ProbePlan = {
  offers: [],
  jobs: [],
  traits: [],
  cdc_status: [],
  cdc_prerequisites: [],
  webhook_info: [],
};
