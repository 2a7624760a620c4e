import type { DesiredSource, ThresholdConsent } from "../../model/desired.js";
import { isDestructive } from "../../model/effect.js";
import type { Problem } from "../../model/finding.js";
import type { LiveState } from "../../model/live.js";
import type { Item } from "../../model/plan.js";
import { counted, formatNumber } from "../../model/numbers.js";
import type { Policy } from "../../model/policy.js";

/** What bounds the plan as a whole: problems that each destructive item carries because of what the others, or the project, are. */
type Limit = (item: Item, source: DesiredSource) => readonly Problem[];

/** A resumed item whose rows are gone already takes nothing more away; an effect that nobody knows can still have the price of a wipe. */
const destroys = ({ effect, price, resumes, id }: Item): boolean =>
  (isDestructive(effect) && !(resumes === id && price.rows_wiped === 0)) || price.rows_wiped !== 0;

const counts = (item: Item): boolean => item.origin !== "drift" && destroys(item);

type Threshold = ThresholdConsent["threshold"];

function exceeded(
  items: readonly Item[],
  { max_tables, max_rows }: Policy["destructive"],
): ReadonlyMap<Threshold, string> {
  const over = new Map<Threshold, string>();
  if (items.length > max_tables)
    over.set(
      "max_tables",
      `${counted(items.length, "table")} would lose rows in one plan, and the policy allows ${formatNumber(max_tables)}`,
    );
  const unknown = items.filter(({ price }) => price.rows_wiped === null).length;
  const rows = items.reduce((sum, { price }) => sum + (price.rows_wiped ?? 0), 0);
  if (rows > max_rows)
    over.set(
      "max_rows",
      `at least ${counted(rows, "row")} would go in one plan, and the policy allows ${formatNumber(max_rows)}`,
    );
  else if (unknown > 0)
    over.set(
      "max_rows",
      `nobody knows how many rows of ${counted(unknown, "table")} would go, which counts as over the policy's ${formatNumber(max_rows)}`,
    );
  return over;
}

function thresholdLimit(items: readonly Item[], policy: Policy): Limit {
  const over = exceeded(items, policy.destructive);
  return (_item, source) =>
    [...over]
      .filter(([threshold]) => !source.thresholds.some((passed) => passed.threshold === threshold))
      .map(([threshold, message]) => ({
        code: "threshold",
        message,
        hint: `split the change, or add \`consent: [{ threshold: ${threshold}, reason: "…" }]\` to ${source.at.file}`,
      }));
}

const STOPPED = /^(Paused|Billing limit)/;

/** Tables that say so, of declared and undeclared sources: the quota itself is readable with no key of ours. */
function billingLimit(live: LiveState): Limit {
  const stopped = live.sources.flatMap(({ listed, tables }) =>
    [...new Map([...listed, ...(tables ?? [])].map((table) => [table.id, table])).values()].filter(({ status }) =>
      STOPPED.test(status ?? ""),
    ),
  );
  const [first] = stopped;
  if (first === undefined) return () => [];
  const others = stopped.length === 1 ? "" : ` and ${formatNumber(stopped.length - 1)} more`;
  const problem = {
    code: "billing-limit",
    message: `"${first.name}"${others} of this project ${first.status === "Paused" ? "is paused" : "hit the billing limit"}: rows deleted now might never be imported again`,
    hint: "raise the billing limit in PostHog and let that table sync once, then plan again",
  };
  return () => [problem];
}

/** @returns the items, those that destroy rows with the problems of the whole */
export function withLimits(
  items: readonly { readonly item: Item; readonly source: DesiredSource }[],
  policy: Policy,
  live: LiveState,
): readonly Item[] {
  const limits = [billingLimit(live), thresholdLimit(items.map(({ item }) => item).filter(counts), policy)];
  return items.map(({ item, source }) =>
    counts(item) ? { ...item, problems: [...item.problems, ...limits.flatMap((limit) => limit(item, source))] } : item,
  );
}
