/** What a Date cuts off. */
const BELOW_THE_MILLISECOND = /\.\d{3}(\d{1,3})/u;

/**
 * The moment of an ISO 8601 time with an offset in Unix microseconds, NaN for a text that is none.
 *
 * The server's times go down to the microsecond: two jobs of one millisecond are not equally old.
 */
export function instant(time: string): number {
  const micros = time.includes(".") ? (BELOW_THE_MILLISECOND.exec(time)?.[1] ?? "") : "";
  return Date.parse(time) * 1000 + Number(micros.padEnd(3, "0"));
}
