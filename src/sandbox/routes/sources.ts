import { listJobs } from "../actions/list-jobs.js";
import { listSources, retrieveSource } from "../actions/read-sources.js";
import { notEmulated } from "../not-emulated.js";
import { route, SOURCE_READ, SOURCE_WRITE, type Route } from "../route.js";
import { bulkUpdateSchemas } from "../source/bulk-update-schemas.js";
import { checkCdcPrerequisitesForSource } from "../source/cdc-prerequisites.js";
import { cdcStatus } from "../source/cdc-status.js";
import { checkCdcPrerequisites } from "../source/check-cdc-prerequisites.js";
import { createWebhook } from "../source/create-webhook.js";
import { deleteWebhook } from "../source/delete-webhook.js";
import { destroySource } from "../source/destroy-source.js";
import { disableCdc } from "../source/disable-cdc.js";
import { enableCdc } from "../source/enable-cdc.js";
import { patchSource } from "../source/patch-source.js";
import { refreshSchemas } from "../source/refresh-schemas.js";
import { reloadSource } from "../source/reload-source.js";
import { repairCdc } from "../source/repair-cdc.js";
import { resumeCdc } from "../source/resume-cdc.js";
import { readSourceDestinations, writeSourceDestinations } from "../source/source-destinations.js";
import { updateCdcSettings } from "../source/update-cdc-settings.js";
import { updateWebhookInputs } from "../source/update-webhook-inputs.js";
import { webhookInfo } from "../source/webhook-info.js";

const LIST = "external_data_sources";
const ONE = `${LIST}/:id`;

/** Calls on the list stand before those on one source: their names could be taken for an id. */
export const SOURCE_ROUTES: readonly Route[] = [
  route("GET", LIST, SOURCE_READ, listSources),
  route("POST", LIST, SOURCE_WRITE, notEmulated),
  route("GET", `${LIST}/wizard`, SOURCE_READ, notEmulated),
  route("GET", `${LIST}/connections`, SOURCE_READ, notEmulated),
  route("GET", `${LIST}/connect_link`, SOURCE_READ, notEmulated),
  route("GET", `${LIST}/stored_credentials`, SOURCE_READ, notEmulated),
  route("GET", `${LIST}/direct_connection_options`, SOURCE_READ, notEmulated),
  route("POST", `${LIST}/setup`, SOURCE_WRITE, notEmulated),
  route("POST", `${LIST}/store_credentials`, SOURCE_WRITE, notEmulated),
  route("POST", `${LIST}/source_prefix`, SOURCE_WRITE, notEmulated),
  route("POST", `${LIST}/database_schema`, SOURCE_WRITE, notEmulated),
  route("POST", `${LIST}/check_cdc_prerequisites`, SOURCE_WRITE, checkCdcPrerequisites),
  route("GET", ONE, SOURCE_READ, retrieveSource),
  route("PATCH", ONE, SOURCE_WRITE, patchSource),
  route("PUT", ONE, SOURCE_WRITE, notEmulated),
  route("DELETE", ONE, SOURCE_WRITE, destroySource),
  route("GET", `${ONE}/jobs`, SOURCE_READ, listJobs),
  route("POST", `${ONE}/reload`, SOURCE_WRITE, reloadSource),
  route("POST", `${ONE}/refresh_schemas`, SOURCE_WRITE, refreshSchemas),
  route("PATCH", `${ONE}/bulk_update_schemas`, SOURCE_WRITE, bulkUpdateSchemas),
  route("PATCH", `${ONE}/revenue_analytics_config`, SOURCE_WRITE, notEmulated),
  route("GET", `${ONE}/destinations`, SOURCE_WRITE, readSourceDestinations),
  route("PATCH", `${ONE}/destinations`, SOURCE_WRITE, writeSourceDestinations),
  route("GET", `${ONE}/cdc_status`, SOURCE_READ, cdcStatus),
  route("POST", `${ONE}/check_cdc_prerequisites_for_source`, SOURCE_WRITE, checkCdcPrerequisitesForSource),
  route("POST", `${ONE}/enable_cdc`, SOURCE_WRITE, enableCdc),
  route("POST", `${ONE}/disable_cdc`, SOURCE_WRITE, disableCdc),
  route("POST", `${ONE}/repair_cdc`, SOURCE_WRITE, repairCdc),
  route("POST", `${ONE}/resume_cdc`, "none", resumeCdc),
  route("POST", `${ONE}/update_cdc_settings`, SOURCE_WRITE, updateCdcSettings),
  route("GET", `${ONE}/webhook_info`, SOURCE_READ, webhookInfo),
  route("POST", `${ONE}/create_webhook`, SOURCE_WRITE, createWebhook),
  route("POST", `${ONE}/update_webhook_inputs`, SOURCE_WRITE, updateWebhookInputs),
  route("POST", `${ONE}/delete_webhook`, SOURCE_WRITE, deleteWebhook),
];
