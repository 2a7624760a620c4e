import type { ApplyRecord } from "../../model/github/apply-record.js";

/** Names prove nothing: what counts is the run that an artifact came from. */
export const recordName = (pull: number, head: string): string => `warehog-record-${pull}-${head}`;

/** `~` stands for what GitHub takes in no name, and parts the bytes. */
const inName = (text: string): string => encodeURIComponent(text).replaceAll("%", "~").replaceAll("*", "~2A");

export const applyName = (kind: ApplyRecord["kind"], target: string): string => `warehog-${kind}-${inName(target)}`;

/** The plan as a page, for people: no record, and nothing is decided by it. */
export const pageName = (target: string): string => `warehog-plan-${inName(target)}.html`;

/**
 * A name is taken once in a run. Where another attempt of the run has taken it, the next one in this row is used, so the row has
 * no gaps.
 *
 * @param place  counts from 1
 */
export const nameInRow = (name: string, place: number): string => (place === 1 ? name : `${name}.${place}`);
/** GitHub lets a run be repeated no more often. */
export const LAST_IN_ROW = 51;
