import { ApiError } from "../errors.js";
import { numberIn } from "../extensions.js";
import { refresh } from "../source/refresh-schemas.js";
import type { Source } from "../state.js";
import type { World } from "../world.js";

/**
 * Discovery as the server schedules it, of every source that it syncs. A world that moves does it only where
 * `server.extensions.discovery_seconds` says how often (21,600 on the server), because it changes tables that nobody has touched.
 *
 * One that was due several times between the two moments (Unix ms) happens once.
 */
export function discoverByItself(world: World, since: number, until: number): void {
  const { server, sources } = world.document;
  const every = (numberIn(server.extensions, "discovery_seconds") ?? 0) * 1000;
  if (!server.auto_progress || every <= 0 || Math.floor(until / every) === Math.floor(since / every)) return;
  for (const source of sources) {
    if (!source.deleted && source.capabilities.supports_scheduled_sync) tryToRefresh(world, source);
  }
}

/** A source that cannot be read is looked at the next time. */
function tryToRefresh(world: World, source: Source): void {
  try {
    refresh(world, source);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
