import { isRecord } from "../model/is-record.js";
import type { Extensions } from "./state.js";

/** What the sandbox keeps of its own stands under `extensions`, where a document may hold anything: what does not fit is not there. */

export function recordsIn(extensions: Extensions | undefined, name: string): readonly Readonly<Extensions>[] {
  const value = extensions?.[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function recordIn(extensions: Extensions | undefined, name: string): Readonly<Extensions> | undefined {
  const value = extensions?.[name];
  return isRecord(value) ? value : undefined;
}

export function textsIn(extensions: Extensions | undefined, name: string): readonly string[] | undefined {
  const value = extensions?.[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined;
}

export function textIn(extensions: Extensions | undefined, name: string): string | undefined {
  const value = extensions?.[name];
  return typeof value === "string" ? value : undefined;
}

export function numberIn(extensions: Extensions | undefined, name: string): number | undefined {
  const value = extensions?.[name];
  return typeof value === "number" ? value : undefined;
}
