import { isIn, mayView } from "../access.js";
import { ApiError } from "../errors.js";
import { numberIn, recordIn, textIn } from "../extensions.js";
import type { Handler } from "../handler.js";
import { instant } from "../instant.js";
import type { Source } from "../state.js";

/**
 * Rows moved in the billing period. It is known from the document's `extensions.billing: {interval?, period_start, period_end,
 * tracked_rows?}`; `unreachable: true` there fails the call.
 */
export const totalRowsStats: Handler = ({ world, projectId }) => {
  const billing = recordIn(world.document.extensions, "billing");
  if (billing?.["unreachable"] === true) {
    throw new ApiError({ status: 500, body: { error: "An error occurred retrieving billing information" } });
  }
  const start = textIn(billing, "period_start");
  const end = textIn(billing, "period_end");
  if (start === undefined || end === undefined) return { status: 200, body: NO_BILLING };
  const sources = world.document.sources.filter((source) => isIn(source, projectId));
  const tracked = numberIn(billing, "tracked_rows") ?? 0;
  const billed = sum(sources.map((source) => rowsMoved(source, { start, end, onlyBilled: true })));
  const pending = Math.max(0, billed - tracked);
  return {
    status: 200,
    body: {
      billing_available: true,
      billing_interval: textIn(billing, "interval") ?? "month",
      billing_period_start: start,
      billing_period_end: end,
      total_rows: tracked + pending,
      tracked_billing_rows: tracked,
      pending_billing_rows: pending,
      materialized_rows_in_billing_period: 0,
      breakdown_of_rows_by_source: Object.fromEntries(
        sources
          .filter((source) => mayView(source.user_access_level))
          .map((source) => [source.id, rowsMoved(source, { start, end, onlyBilled: false })]),
      ),
    },
  };
};

const NO_BILLING = {
  billing_available: false,
  billing_interval: "",
  billing_period_start: null,
  billing_period_end: null,
  total_rows: 0,
  tracked_billing_rows: 0,
  pending_billing_rows: 0,
  materialized_rows_in_billing_period: 0,
  breakdown_of_rows_by_source: {},
};

interface Span {
  readonly start: string;
  readonly end: string;
  readonly onlyBilled: boolean;
}

/** Merges and re-imports included. A run of which nothing is said is billed. */
const rowsMoved = ({ jobs }: Source, { start, end, onlyBilled }: Span): number =>
  sum(
    jobs
      .filter(({ created_at, billable }) => {
        const at = instant(created_at);
        return at >= instant(start) && at < instant(end) && (!onlyBilled || billable !== false);
      })
      .map(({ rows_synced: rows }) => rows ?? 0),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
