import type { Effect } from "../model/effect.js";

/** What could be seen of source and warehouse at one time. */
export interface Sight {
  readonly when: string;
  readonly source: string;
  readonly warehouse: string;
}

/** The smallest history in which a finding comes true, as it was carried out. */
export interface Shown {
  /** from which configuration to which, and by which strategy */
  readonly change: string;
  readonly effect: Effect;
  readonly history: string;
  readonly outcome: string;
  readonly rows: readonly Sight[];
  /** what becomes of the same history on the cheapest safe path */
  readonly safely: string;
}

/** What test/proof has shown about a finding. */
export interface Proof {
  readonly shown: readonly Shown[];
  /** what the published guidance says, and what the server does */
  readonly differences: readonly { readonly guidance: string; readonly server: string }[];
}
