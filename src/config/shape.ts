import { FIELDS } from "../model/settings.js";
import type { Path } from "./yaml/tree.js";

/** Which keys each part of a file knows; `*` stands for any name or item. A test compares it with the schemas. */
export interface Shape {
  readonly [key: string]: Shape;
}

const VALUE: Shape = {};
const keys = (...names: readonly string[]): Shape => Object.fromEntries(names.map((name) => [name, VALUE]));

const SETTINGS: Shape = { ...keys(...FIELDS), row_filters: { "*": keys("column", "operator", "value") } };

export const PROJECT_SHAPE: Shape = {
  version: VALUE,
  targets: { "*": keys("host", "project_id", "api_key_env", "sources") },
  policy: {
    ...keys("min_approvals", "destructive", "when_running", "unlisted", "may_invalidate", "pushers_may_approve"),
    destructive: keys("max_tables", "max_rows"),
  },
};

export const SOURCE_SHAPE: Shape = {
  version: VALUE,
  source: keys("id", "source_type", "prefix"),
  defaults: SETTINGS,
  rules: { "*": { tables: VALUE, set: SETTINGS } },
  tables: { "*": { ...SETTINGS, protect: VALUE, consent: { "*": keys("id", "strategy", "reason") } } },
  cdc: keys("enabled", "management_mode", "slot_name", "publication_name"),
  webhook: { enabled: VALUE, inputs: { "*": keys("env") } },
  consent: { "*": keys("threshold", "reason") },
};

/** The keys that are known at a path. */
export const keysAt = (shape: Shape, path: Path): readonly string[] =>
  Object.keys(path.reduce((part, step) => part[step] ?? part["*"] ?? VALUE, shape));
