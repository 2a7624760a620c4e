import { code, join, link, plain, safe } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";

/** Which run says something, and by which version. */
export interface RunSource {
  /** address of the run's page */
  readonly url: string;
  readonly version: string;
}

const SUMMARY = safe`job summary`;
const RUN = safe`run`;

export const shortSha = (sha: string): Markdown => code(sha.slice(0, 7));

export const summaryLink = (run: RunSource): Markdown => safe`the ${link(SUMMARY, run.url)} has all of it`;

/** Where a text comes from, small, at its end. */
export function runFooter(about: Markdown, run: RunSource): Markdown {
  const told = [about, link(RUN, run.url), safe`Warehog ${code(run.version)}`];
  return safe`<sub>${join(told, " · ")}</sub>`;
}

/** Verbs and pronouns that agree with a number. */
export const oneOf = (count: number, one: string, many: string): Markdown => plain(count === 1 ? one : many);
