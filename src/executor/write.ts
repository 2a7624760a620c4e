import type { ServiceFault } from "../model/fault.js";
import type { LiveTable } from "../model/live.js";
import type { StepKind } from "../model/plan.js";
import { err, type Result } from "../model/result.js";
import type { Answer, Call } from "./ports.js";
import { isKeptBack } from "./fault-text.js";
import { heldBack } from "./fresh.js";
import { openOnce } from "./record.js";
import { AGAIN, failedCall, type ItemRun, type StepResult } from "./run.js";
import type { TableFeed } from "./table-feed.js";

/**
 * One write, journalled before and after: what the server acknowledged is never asked for again.
 *
 * @returns a step's result where nothing was carried out: the item has to be judged again, or ends here
 */
export async function send<T>(
  run: ItemRun,
  step: StepKind,
  newestJob: string | null,
  call: () => Call<T>,
): Promise<Result<Answer<T>, ServiceFault> | StepResult> {
  const held = await heldBack(run, step);
  if (held !== undefined) return held;
  await openOnce(run);
  await run.world.journal.append({ event: "intent", item: run.item.id, step, newest_job: newestJob });
  const answer = lostIfUnreadable(await call());
  if (!answer.ok && isKeptBack(answer.error)) return keptBack(run, answer.error);
  // create_webhook and delete_webhook answer 200 even if they failed, and say so in the body.
  if (answer.ok && answer.value.value !== false) await acknowledge(run, step, answer.value);
  return answer;
}

/** A place that another write took comes again; a server that throws every write back is not asked for ever. */
function keptBack({ counts }: ItemRun, fault: ServiceFault): StepResult {
  if (fault.kind === "transport") return AGAIN;
  return counts.throwsLeft-- > 0 ? AGAIN : failedCall(fault);
}

/** What is no word of PostHog's (a proxy's page, half an answer) tells no more of a write than silence: it may have been carried out. */
const lostIfUnreadable = <T>(answer: Result<T, ServiceFault>): Result<T, ServiceFault> =>
  answer.ok || answer.error.kind !== "shape"
    ? answer
    : err({ kind: "transport", call: answer.error.call, detail: "lost" });

/** The server's own word, or a read-back that shows the aim of a step whose answer was lost. */
export const acknowledge = ({ world, item }: ItemRun, step: StepKind, { serverTime }: Answer<unknown>): Promise<void> =>
  world.journal.append({ event: "ack", item: item.id, step, server_time: serverTime });

/** @param how  `readBack` shares the call with the writes of the source that stand before it: see TableFeed */
export async function readBack({ source, item, memo }: ItemRun, how: keyof TableFeed = "read"): Call<LiveTable> {
  const answer = await source.tables[how](item.schema_id);
  if (answer.ok) memo.table = answer.value.value;
  return answer;
}
