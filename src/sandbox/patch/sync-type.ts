import { invalid } from "../errors.js";
import { probeTable } from "../source/discovery.js";
import type { Rule } from "./edit.js";

/** What a type needs of its source and table. A type that is sent again is judged again. */
export const checkSyncType: Rule = ({ world, source, sent, before }) => {
  if (sent.sync_type === undefined) return;
  if (sent.sync_type === "cdc") {
    if (!source.capabilities.supports_cdc) throw invalid(`CDC is not supported for ${source.source_type} sources.`);
    if (!world.document.server.cdc_enabled) throw invalid("CDC is not enabled for this team");
  }
  const table = probeTable(source, before.name);
  if (sent.sync_type === "xmin") {
    if (!source.capabilities.supports_xmin) throw invalid("xmin replication is only available for Postgres sources.");
    if (table?.xmin_available !== true) {
      throw invalid(
        `xmin replication is not available for table '${before.name}'. It requires a Postgres heap table or materialized view on PostgreSQL 13+.`,
      );
    }
  }
  if (sent.sync_type !== "webhook" && table?.webhook_only === true) {
    throw invalid(`${before.name} can only be synced via webhooks — pick the Webhook sync method.`);
  }
};
