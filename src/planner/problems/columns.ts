import type { RowFilter } from "../../model/settings.js";
import type { Change, ProblemCheck } from "../change.js";
import { didYouMean, quoted } from "../../model/near-name.js";
import { knownColumns, missingFrom, traitsOf } from "./touches.js";

const MOST_FILTERS = 20;
const MOST_VALUES = 1000;

const selection = ({ changed, after }: Change): readonly string[] | undefined =>
  changed.has("enabled_columns") ? (after.enabled_columns ?? undefined) : undefined;

export const selectionNotSupported: ProblemCheck = {
  code: "columns-not-supported",
  about:
    "This type of source always imports every column: PostHog refuses a selection. Leave enabled_columns out for its tables.",
  check: (change) =>
    selection(change) !== undefined && !change.source.supports_column_selection
      ? {
          message: `${change.source.source_type} sources import every column, so PostHog refuses a selection`,
          hint: "remove enabled_columns from this table",
        }
      : undefined,
};

export const columnsMetadataMissing: ProblemCheck = {
  code: "columns-metadata-missing",
  about:
    "Discovery has not stored the columns of this table yet, so a selection cannot be checked and PostHog refuses it. Pull new schemas in PostHog, then plan again.",
  check: (change) =>
    selection(change) !== undefined && change.source.supports_column_selection && !change.live.columns_known
      ? {
          message: `PostHog does not know the columns of "${change.live.name}" yet and refuses a selection`,
          hint: 'use "Pull new schemas" on the source in PostHog, then plan again',
        }
      : undefined,
};

export const columnUnknown: ProblemCheck = {
  code: "column-unknown",
  about:
    "enabled_columns names a column that this table does not have, so PostHog refuses the selection. Correct the name, or pull new schemas if the column is new.",
  check: (change) => {
    const selected = selection(change);
    const { live } = change;
    if (selected === undefined || !live.columns_known) return undefined;
    const unknown = selected.filter((column) => !live.available_columns.includes(column));
    const [first] = unknown;
    if (first === undefined) return undefined;
    return {
      message: `"${live.name}" has no column ${quoted(unknown)} to select`,
      hint: `${didYouMean(first, live.available_columns)}correct enabled_columns, or use "Pull new schemas" in PostHog if the column is new`,
    };
  },
};

function troubleOf(filter: RowFilter, columns: readonly string[]): string | undefined {
  const isList = Array.isArray(filter.value);
  const wantsList = filter.operator === "IN" || filter.operator === "NOT IN";
  if (columns.length > 0 && missingFrom(columns, [filter.column]).length > 0)
    return `there is no column "${filter.column}"`;
  if (isList !== wantsList)
    return `${filter.operator} on "${filter.column}" takes ${wantsList ? "a list" : "one value"}`;
  if (Array.isArray(filter.value) && filter.value.length > MOST_VALUES)
    return `${filter.value.length} values on "${filter.column}" are more than ${MOST_VALUES}`;
  return undefined;
}

export const filterInvalid: ProblemCheck = {
  code: "filter-invalid",
  about:
    "A row filter that PostHog would refuse, or that no run could carry out: an unknown column, too many filters or values, a list where one value belongs, or a source that filters nothing. Correct row_filters.",
  check: ({ changed, after, live, source }) => {
    const filters = after.row_filters ?? [];
    if (!changed.has("row_filters") || filters.length === 0) return undefined;
    if (traitsOf(source)?.supports_row_filters === false)
      return {
        message: `${source.source_type} sources import every row, so PostHog refuses row filters`,
        hint: "remove row_filters from this table, or write row_filters: null where defaults or a rule set them",
      };
    if (filters.length > MOST_FILTERS)
      return {
        message: `${filters.length} row filters are more than the ${MOST_FILTERS} that PostHog takes`,
        hint: "join comparisons of one column with IN",
      };
    const columns = knownColumns(live);
    const troubles = filters.map((filter) => troubleOf(filter, columns)).filter((trouble) => trouble !== undefined);
    if (troubles.length === 0) return undefined;
    const near = filters.find(({ column }) => missingFrom(columns, [column]).length > 0);
    return {
      message: `PostHog would refuse row_filters: ${troubles.join("; ")}`,
      hint: `${near === undefined ? "" : didYouMean(near.column, columns)}correct row_filters`,
    };
  },
};

export const apiVersionUnsupported: ProblemCheck = {
  code: "api-version-unsupported",
  about:
    "The source does not support the declared api_version, so PostHog refuses it. Choose one of those that it names.",
  check: ({ changed, after, source }) => {
    const version = after.api_version;
    const supported = traitsOf(source)?.supported_api_versions ?? null;
    if (!changed.has("api_version") || version === null || supported === null || supported.includes(version))
      return undefined;
    return {
      message: `the source does not support API version ${version}, so PostHog refuses it`,
      hint:
        supported.length === 0
          ? "remove api_version: this source has no versions"
          : `choose one of ${supported.join(", ")}`,
    };
  },
};
