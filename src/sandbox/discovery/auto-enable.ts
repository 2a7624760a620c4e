import { createSchedule } from "../schedule.js";
import type { Schema, Source } from "../state.js";
import type { World } from "../world.js";
import { matchesPatterns } from "./names.js";
import { isUntouched, syncDefaults } from "./sync-defaults.js";

/** Switches new tables on by itself, where the source asks for it. A row that somebody has set up before is left alone. */
export function autoEnable(world: World, source: Source, created: readonly Schema[]): readonly Schema[] {
  if (!source.auto_sync_new_schemas || !source.capabilities.supports_scheduled_sync) return [];
  return created.filter(
    (schema) =>
      isUntouched(schema) &&
      matchesPatterns(schema.name, source.auto_sync_schema_patterns) &&
      enable(world, source, schema),
  );
}

/** An engine that is out of reach leaves the row as discovery made it, for the next time. */
function enable(world: World, source: Source, schema: Schema): boolean {
  const table = source.live_source.tables.find(({ name }) => name === schema.name);
  if (table === undefined || table.webhook_only || !table.should_sync_default) return false;
  const before = { ...schema };
  Object.assign(schema, { should_sync: true, ...syncDefaults(table) } satisfies Partial<Schema>);
  if (createSchedule(world, schema) === "done") return true;
  Object.assign(schema, before);
  return false;
}
