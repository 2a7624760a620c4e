import { pythonRepr, pythonType } from "../python-text.js";

type Category = "integer" | "numeric" | "string" | "boolean" | "date" | "timestamp";

/** A filter compares only where the column's type says how its value has to be written; json is none of these. */
const TYPES: readonly (readonly [Category, string])[] = [
  [
    "integer",
    "int int2 int4 int8 int16 int32 int64 int128 int256 integer smallint mediumint bigint tinyint byteint serial smallserial bigserial uint8 uint16 uint32 uint64 uint128 uint256",
  ],
  [
    "numeric",
    "numeric decimal real double double_precision float float4 float8 float32 float64 number money smallmoney bignumeric dec fixed",
  ],
  [
    "string",
    "char character character_varying varchar varchar2 nchar nvarchar nvarchar2 text tinytext mediumtext longtext ntext string fixedstring clob nclob uuid uniqueidentifier name citext enum",
  ],
  ["boolean", "bool boolean bit"],
  ["date", "date date32"],
  ["timestamp", "smalldatetime"],
];

const CATEGORY = new Map(
  TYPES.flatMap(([category, names]) => names.split(" ").map((name) => [name, category] as const)),
);

/** @returns undefined for a type that cannot be filtered on */
export function categoryOf(dataType: string | null | undefined): Category | undefined {
  let base = dataType?.trim() ?? "";
  for (let inner = unwrap(base); inner !== undefined; inner = unwrap(base)) base = inner;
  base = base.replace(/\(.*$/s, "").trim().toLowerCase().replaceAll(" ", "_");
  if (base.startsWith("timestamp") || base.startsWith("datetime")) return "timestamp";
  return CATEGORY.get(base);
}

/** @returns what is wrong with the value, in the server's words; undefined when it fits the column */
export const judgeValue = (value: unknown, category: Category): string | undefined => JUDGES[category](value);

const JUDGES: Readonly<Record<Category, (value: unknown) => string | undefined>> = {
  integer: (value) => judgeNumber(value, "an integer", /^\s*[+-]?\d+\s*$/, Number.isInteger),
  numeric: (value) => judgeNumber(value, "a numeric", /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i, () => true),
  string: (value) => (typeof value === "string" ? undefined : `Expected a string value, got ${pythonType(value)}`),
  boolean: (value) =>
    isBoolean(value) ? undefined : `Expected a boolean value (true/false), got ${pythonRepr(value)}`,
  date: (value) => judgeTime(value, "date string (YYYY-MM-DD)", isDate),
  timestamp: (value) => judgeTime(value, "datetime string", (text) => isDate(text) || isDateTime(text)),
};

function judgeNumber(
  value: unknown,
  expected: string,
  pattern: RegExp,
  fits: (value: number) => boolean,
): string | undefined {
  if (typeof value === "boolean") return `Expected ${expected} value, got a boolean`;
  if (typeof value === "number") {
    return fits(value) ? undefined : `Expected ${expected} value, got non-integral ${pythonRepr(value)}`;
  }
  if (typeof value !== "string") return `Expected ${expected} value, got ${pythonType(value)}`;
  return pattern.test(value) ? undefined : `Expected ${expected} value, got ${pythonRepr(value)}`;
}

function judgeTime(value: unknown, expected: string, fits: (text: string) => boolean): string | undefined {
  if (typeof value !== "string") return `Expected an ISO ${expected}, got ${pythonType(value)}`;
  return fits(value.trim()) ? undefined : `Expected an ISO ${expected}, got ${pythonRepr(value)}`;
}

const isBoolean = (value: unknown): boolean =>
  typeof value === "boolean" ||
  value === 0 ||
  value === 1 ||
  (typeof value === "string" && ["true", "false"].includes(value.trim().toLowerCase()));

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDay(text);

/** JavaScript rolls 30 February over into March. */
function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const isDateTime = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$/.test(text) &&
  isDate(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text.replace(" ", "T")));

const unwrap = (type: string): string | undefined => /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type)?.[1]?.trim();
