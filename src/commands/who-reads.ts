import type { PostHog } from "../adapters/posthog/client.js";
import type { Readers } from "../model/readers.js";
import { concernsReaders, readersOf } from "../planner/readers.js";
import { describeFault } from "../report/describe-fault.js";
import { changesOf } from "../report/verdict.js";
import type { Context } from "./context.js";
import type { LivePlan } from "./live-plan.js";

/** Asked only where a change concerns readers. It decides nothing: what PostHog does not tell is said, and the plan stands without. */
export async function whoReads(
  { stderr }: Pick<Context, "stderr">,
  posthog: Pick<PostHog, "readSavedQueries">,
  { plan, live }: LivePlan,
): Promise<Readers> {
  const items = changesOf(plan).filter(concernsReaders);
  if (items.length === 0) return {};
  const queries = await posthog.readSavedQueries();
  if (queries.ok) return readersOf(items, live, queries.value);
  stderr.write(`who reads what would change is not known: ${describeFault(queries.error).message}\n`);
  return {};
}
