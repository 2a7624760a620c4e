import { cancel } from "./actions/cancel.js";
import { deleteData } from "./actions/delete-data.js";
import { listJobs } from "./actions/list-jobs.js";
import { listSchemas, retrieveSchema } from "./actions/read-schemas.js";
import { listSources, retrieveSource } from "./actions/read-sources.js";
import { reload } from "./actions/reload.js";
import { resync } from "./actions/resync.js";
import { patchSchema } from "./patch/patch-schema.js";
import { checkCdcPrerequisitesForSource } from "./source/cdc-prerequisites.js";
import { cdcStatus } from "./source/cdc-status.js";
import { createWebhook } from "./source/create-webhook.js";
import { deleteWebhook } from "./source/delete-webhook.js";
import { enableCdc } from "./source/enable-cdc.js";
import { incrementalFields } from "./source/incremental-fields.js";
import { updateWebhookInputs } from "./source/update-webhook-inputs.js";
import { webhookInfo } from "./source/webhook-info.js";
import type { Handler } from "./handler.js";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the project, without slashes at either end; `:id` catches one segment. */
  readonly path: string;
  readonly scope: "read" | "write";
  readonly handler: Handler;
}

/** A path that stands here with other methods answers 405; one that does not stands for nothing and answers 404. */
export const ROUTES: readonly Route[] = [
  { method: "GET", path: "external_data_schemas", scope: "read", handler: listSchemas },
  { method: "GET", path: "external_data_schemas/:id", scope: "read", handler: retrieveSchema },
  { method: "PATCH", path: "external_data_schemas/:id", scope: "write", handler: patchSchema },
  // None of the fields is required of a PUT either.
  { method: "PUT", path: "external_data_schemas/:id", scope: "write", handler: patchSchema },
  { method: "POST", path: "external_data_schemas/:id/reload", scope: "write", handler: reload },
  { method: "POST", path: "external_data_schemas/:id/resync", scope: "write", handler: resync },
  { method: "POST", path: "external_data_schemas/:id/cancel", scope: "write", handler: cancel },
  { method: "DELETE", path: "external_data_schemas/:id/delete_data", scope: "write", handler: deleteData },
  { method: "POST", path: "external_data_schemas/:id/incremental_fields", scope: "write", handler: incrementalFields },
  { method: "GET", path: "external_data_sources", scope: "read", handler: listSources },
  { method: "GET", path: "external_data_sources/:id", scope: "read", handler: retrieveSource },
  { method: "GET", path: "external_data_sources/:id/jobs", scope: "read", handler: listJobs },
  { method: "GET", path: "external_data_sources/:id/cdc_status", scope: "read", handler: cdcStatus },
  {
    method: "POST",
    path: "external_data_sources/:id/check_cdc_prerequisites_for_source",
    scope: "write",
    handler: checkCdcPrerequisitesForSource,
  },
  { method: "POST", path: "external_data_sources/:id/enable_cdc", scope: "write", handler: enableCdc },
  { method: "GET", path: "external_data_sources/:id/webhook_info", scope: "read", handler: webhookInfo },
  { method: "POST", path: "external_data_sources/:id/create_webhook", scope: "write", handler: createWebhook },
  {
    method: "POST",
    path: "external_data_sources/:id/update_webhook_inputs",
    scope: "write",
    handler: updateWebhookInputs,
  },
  { method: "POST", path: "external_data_sources/:id/delete_webhook", scope: "write", handler: deleteWebhook },
];
