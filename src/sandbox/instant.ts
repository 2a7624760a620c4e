const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/iu;

/**
 * The moment of an ISO 8601 time in Unix microseconds, NaN for any other text. Without an offset it is UTC.
 *
 * The server's times go down to the microsecond, which a Date cuts off: two jobs of the same millisecond are not equally old.
 */
export function instant(time: string): number {
  const [, day, clock = "00:00", fraction = "", zone = "Z"] = ISO.exec(time) ?? [];
  if (day === undefined) return Number.NaN;
  const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2).padEnd(2, "0")}`;
  return Date.parse(`${day}T${clock}${offset}`) * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}
