import type { ApiError } from "./errors.js";
import { instant } from "./instant.js";

const TIME =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|(?<sign>[+ -])(?<hours>\d{2}):?(?<minutes>\d{2})?)?)?$/iu;

/**
 * A time of a query string in Unix microseconds; undefined where none was sent.
 *
 * A time without an offset is UTC. In a query string a `+` is a blank: one that was not escaped arrives as such.
 *
 * @throws what `malformed` makes, for a text that is no time
 */
export function sentInstant(text: string | null, malformed: () => ApiError): number | undefined {
  if (text === null || text === "") return undefined;
  const { day, clock = "00:00", sign, hours = "00", minutes = "00" } = TIME.exec(text)?.groups ?? {};
  const at = instant(`${day}T${clock}${sign === "-" ? "-" : "+"}${hours}:${minutes}`);
  if (Number.isNaN(at)) throw malformed();
  return at;
}
