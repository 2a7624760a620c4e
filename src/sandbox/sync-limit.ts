import type { World } from "./world.js";

/** Over the monthly limit: switched on for all, or told from a `Paused` schema of the project, which is how the server knows. */
export function syncLimitReached(world: World, projectId: number): boolean {
  const { server, sources } = world.document;
  return (
    server.sync_limit_reached ||
    sources.some(
      (source) =>
        source.project_id === projectId &&
        source.schemas.some((schema) => !schema.deleted && schema.status === "Paused"),
    )
  );
}
