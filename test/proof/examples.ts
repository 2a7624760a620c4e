import type { Strategy } from "../../src/model/effect.js";
import type { ConfigurationName } from "./configuration.js";
import type { History } from "./history.js";

/** The smallest history in which a finding comes true, found by the search and shrunk. */
export interface Example {
  /** the finding that it is about */
  readonly code: string;
  readonly from: ConfigurationName;
  readonly to: ConfigurationName;
  readonly wasOn: boolean;
  readonly strategy?: Strategy;
  /** the strategy with which nothing of it happens; absent: there is none */
  readonly safe?: Strategy;
  readonly history: History;
}

const QUIET: History = { before: [], off: [], during: [], after: [] };
const VERSIONS: History = { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "run" }] };

export const EXAMPLES: readonly Example[] = [
  {
    code: "cursor-changed",
    from: "incremental by created_at",
    to: "incremental",
    wasOn: true,
    strategy: "keep",
    safe: "resync",
    history: { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "insert" }, { kind: "run" }] },
  },
  {
    code: "to-webhook",
    from: "incremental",
    to: "webhook",
    wasOn: true,
    strategy: "keep",
    safe: "resync",
    history: { ...QUIET, during: [{ kind: "insert" }] },
  },
  {
    code: "from-webhook",
    from: "webhook",
    to: "incremental",
    wasOn: true,
    strategy: "keep",
    safe: "resync",
    history: { ...QUIET, before: [{ kind: "insert-undelivered" }, { kind: "insert" }, { kind: "run" }] },
  },
  {
    code: "webhook-key",
    from: "webhook, key of two",
    to: "webhook",
    wasOn: true,
    strategy: "keep",
    safe: "resync",
    history: { ...QUIET, before: [{ kind: "move", row: 0 }, { kind: "run" }] },
  },
  {
    code: "to-cdc",
    from: "incremental",
    to: "cdc consolidated",
    wasOn: true,
    strategy: "keep",
    safe: "resync",
    history: { ...QUIET, before: [{ kind: "delete", row: 0 }] },
  },
  {
    code: "append-to-incremental",
    from: "append",
    to: "incremental",
    wasOn: true,
    strategy: "keep",
    history: { ...VERSIONS, after: [{ kind: "update", row: 1 }] },
  },
  { code: "to-full-refresh", from: "append", to: "full_refresh", wasOn: true, history: VERSIONS },
  { code: "xmin-crossed", from: "append", to: "xmin", wasOn: true, history: VERSIONS },
  {
    code: "cdc-target-added",
    from: "cdc cdc_only",
    to: "cdc both",
    wasOn: true,
    history: { ...QUIET, before: [{ kind: "update", row: 0 }] },
  },
  {
    code: "cdc-turned-on",
    from: "cdc both",
    to: "cdc both",
    wasOn: false,
    history: { ...QUIET, before: [{ kind: "update", row: 0 }, { kind: "run" }] },
  },
  {
    code: "from-cdc",
    from: "cdc consolidated",
    to: "incremental",
    wasOn: true,
    strategy: "keep",
    safe: "resync",
    history: {
      ...QUIET,
      before: [{ kind: "insert" }, { kind: "delete", row: 2 }, { kind: "run" }],
      after: [{ kind: "insert-late" }],
    },
  },
  { code: "from-cdc", from: "cdc both", to: "incremental", wasOn: true, strategy: "rebuild", history: QUIET },
];
