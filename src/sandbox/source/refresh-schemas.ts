import { requireSource } from "../access.js";
import { autoEnable } from "../discovery/auto-enable.js";
import { learnColumns } from "../discovery/learn-columns.js";
import { qualifyBareNames } from "../discovery/qualify.js";
import { reconcile } from "../discovery/reconcile.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler, Reply } from "../handler.js";
import type { Source } from "../state.js";
import type { World } from "../world.js";
import { discover, hasConfiguration } from "./discovery.js";

export const refreshSchemas: Handler = (request) => refresh(request.world, requireSource(request));

/** Looks for tables at the source, and syncs none of them. */
export function refresh(world: World, source: Source): Reply {
  if (!hasConfiguration(source)) throw refusedWithMessage(400, "Source has no configuration.");
  const discovered = discover(source);
  if (!discovered.ok) {
    const expected = source.live_source.discovery_error?.expected ?? true;
    throw refusedWithMessage(400, `Could not fetch schemas from source${expected ? `: ${discovered.error}` : "."}`);
  }
  qualifyBareNames(source);
  const { created, deleted } = reconcile(world, source);
  learnColumns(source);
  const enabled = autoEnable(world, source, created);
  return {
    status: 200,
    body: {
      added: created.length,
      deleted: deleted.length,
      auto_enabled: enabled.length,
      total_tables_seen: discovered.value.length,
    },
  };
}
