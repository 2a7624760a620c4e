import { safe } from "../markdown-text.js";
import { cut } from "./budget.js";
import { reportSections, visibleReport } from "./comment.js";
import type { PlanReport } from "./comment.js";

/** GitHub takes 1 MiB a step; what is above it is not cut but lost as a whole. */
const SUMMARY_BYTES = 1_000_000;

const ELSEWHERE = safe`the plan file of this run has all of it`;

/** The full plan, for the page of the run. Nobody approves by it, so it may be cut where the comment may not. */
export const renderSummary = (given: PlanReport): string =>
  cut(reportSections(visibleReport(given)), SUMMARY_BYTES, ELSEWHERE);
