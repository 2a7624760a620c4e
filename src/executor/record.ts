import type { RecordedItem } from "../model/journal.js";
import type { Item } from "../model/plan.js";
import { recorded, type ItemRun } from "./run.js";

/** Does the journal hold this very item already, with the strategy that is carried out now? */
export const isResumed = ({ item, ...run }: Pick<ItemRun, "world" | "item">): boolean =>
  item.resumes === item.id && recorded({ ...run, item })?.record.strategy === item.strategy;

/** Records the whole item before its first write: what is owed has to be known even if nothing else survives. */
export async function openOnce(run: ItemRun): Promise<void> {
  const { item, world, memo } = run;
  if (memo.opened) return;
  await world.journal.append({ event: "opened", item: item.id, record: recordOf(item) });
  memo.opened = true;
}

export function recordOf(item: Item): RecordedItem {
  return {
    id: item.id,
    hash: item.hash,
    address: item.address,
    source_id: item.source_id,
    schema_id: item.schema_id,
    table: item.table,
    from: item.from,
    to: item.to,
    strategy: item.strategy,
    steps: item.steps,
    effect: item.effect,
    resumes: item.resumes,
    codes: item.findings.map((finding) => finding.code),
    should_sync_before: item.should_sync_before,
  };
}
