import { fillSchema } from "../document/fill-schema.js";
import type { LiveTable, Schema, Source } from "../state.js";
import { isoTime, type World } from "../world.js";

/** The row of a table that discovery has met: off, without a type, every six hours once it is switched on. */
export function addSchema(world: World, source: Source, { name, label, description }: LiveTable): Schema {
  const { user_access_level } = source;
  const schema = fillSchema(
    { id: world.newId(), name, label, description, should_sync: false, user_access_level },
    isoTime(world.now()),
  );
  source.schemas.push(schema);
  world.schemas.set(schema.id, { schema, source });
  return schema;
}
