import { err, ok, type Result } from "../../model/result.js";
import type { LiveTable, Source } from "../state.js";

/** Settings to connect with. Every live call of the server asks for them first. */
export const hasConfiguration = (source: Source): boolean => Object.keys(source.job_inputs ?? {}).length > 0;

/**
 * Lists the tables of the live source, all of them or the one of that name.
 *
 * @returns the source's raw error text when it cannot be listed. Most API sources ignore the name and list all their tables.
 */
export function discover(source: Source, name?: string): Result<readonly LiveTable[], string> {
  const { credentials_error, discovery_error, tables } = source.live_source;
  const error = credentials_error ?? discovery_error?.message;
  if (error !== undefined) return err(error);
  if (name === undefined || source.capabilities.discovery_ignores_names) return ok(tables);
  return ok(tables.filter((table) => table.name === name));
}

/** The table as discovery sees it, or undefined when discovery cannot tell: a failing probe counts as no. */
export function probeTable(source: Source, name: string): LiveTable | undefined {
  const discovered = hasConfiguration(source) ? discover(source, name) : ok([]);
  return discovered.ok ? discovered.value.find((table) => table.name === name) : undefined;
}
