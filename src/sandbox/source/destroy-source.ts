import { requireEveryTable, requireSource } from "../access.js";
import { serverError } from "../errors.js";
import type { Handler } from "../handler.js";
import { dropSchedule, softDelete } from "../removal.js";
import { cancelRunning } from "../workflow.js";
import type { Source } from "../state.js";
import type { World } from "../world.js";
import { hasConfiguration } from "./discovery.js";
import { activeWebhook } from "./webhook-function.js";
import { unregisterWebhook } from "./webhook-provider.js";

/** The source and all below it. What the server cleans up elsewhere comes after the delete, which stays whatever becomes of it. */
export const destroySource: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  const schemas = source.schemas.filter((schema) => !schema.deleted);
  requireEveryTable(schemas);
  source.deleted = true;
  for (const schema of schemas) softDelete(schema);
  dropWebhook(world, source);
  for (const schema of schemas) {
    const cancelled = cancelRunning(world, schema);
    if (cancelled === "unavailable" || cancelled === "not-found") throw serverError();
  }
  for (const schema of schemas) dropSchedule(world, schema);
  return { status: 204 };
};

function dropWebhook(world: World, source: Source): void {
  const webhook = activeWebhook(source);
  if (webhook === undefined || !source.supports_webhooks || !hasConfiguration(source)) return;
  webhook.deleted = true;
  webhook.enabled = false;
  unregisterWebhook(world, source);
}
