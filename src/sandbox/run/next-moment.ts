import type { World } from "../world.js";
import { tickAfter } from "./ticks.js";

/** When something happens next after `since`, by itself; undefined if nothing ever does. Unix ms. */
export function nextMoment(world: World, since: number): number | undefined {
  if (!world.document.server.auto_progress) return undefined;
  let next: number | undefined;
  const take = (moment: number | undefined): void => {
    if (moment !== undefined && moment > since && (next === undefined || moment < next)) next = moment;
  };
  for (const { schema, source } of world.schemas.values()) {
    if (schema.deleted || source.deleted) continue;
    take(world.runs.get(schema.id)?.until);
    if (schema.should_sync) take(tickAfter(schema.schedule, since));
  }
  return next;
}
