import { meant, nearNames } from "../model/near-name.js";

/** What people write who know the idea and not the name that the API gives it. */
const SYNONYMS: Readonly<Record<string, string>> = {
  cursor: "incremental_field",
  cursor_field: "incremental_field",
  cursor_type: "incremental_field_type",
  lookback: "incremental_field_lookback_seconds",
  enabled: "should_sync",
  schedule: "sync_frequency",
  interval: "sync_frequency",
  hourly: "1hour",
  daily: "24hour",
  weekly: "7day",
  monthly: "30day",
  unique_key: "primary_key_columns",
  filter: "row_filters",
  where: "row_filters",
  token: "api_key_env",
  api_key: "api_key_env",
  url: "host",
  approvals: "min_approvals",
};

/** The one of `candidates` that `name` was most likely meant to be, or undefined where none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().replaceAll("-", "_");
  const synonym = SYNONYMS[wanted];
  return synonym !== undefined && candidates.includes(synonym) ? synonym : nearNames(wanted, candidates)[0];
}

/** `did you mean "a"? ` or nothing, to stand before the rest of a hint. */
export const didYouMeanOne = (name: string, candidates: readonly string[]): string =>
  meant([nearest(name, candidates)].filter((near) => near !== undefined));
