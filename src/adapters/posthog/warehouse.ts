import type { Call, Warehouse } from "../../executor/ports.js";
import type { LiveSource } from "../../model/live.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { ServiceFault } from "../../model/fault.js";
import type { WebhookInputs } from "../../model/desired.js";
import { ask, tell } from "./ask.js";
import { cdcBody } from "./cdc-body.js";
import { decodeNotFailed, decodeSuccess, decodeTaken, decodeWebhookInfo } from "./decode/probes.js";
import type { Part } from "./decode/part.js";
import { decodeRetrievedSource } from "./decode/source.js";
import { decodeTable } from "./decode/table.js";
import { readJobs } from "./jobs.js";
import { schemaPath, sourcePath } from "./paths.js";
import type { Transport } from "./transport.js";

/** What environment variables hold; undefined: not set. */
export type Secrets = (name: string) => string | undefined;

export function createWarehouse(transport: Transport, secrets: Secrets): Warehouse {
  const fromSource = <T>(id: string, pick: (source: LiveSource) => T): Call<T> =>
    ask(transport, "GET", sourcePath(id), (answer) => pick(decodeRetrievedSource(answer).source));

  /** A missing secret is found before the call: PostHog would store the webhook without it. */
  const handOver = async <T>(
    id: string,
    action: "create_webhook" | "update_webhook_inputs",
    inputs: WebhookInputs,
    decode: (answer: Part) => T,
  ): Call<T> => {
    const path = sourcePath(id, action);
    const resolved = resolve(inputs, secrets, `POST /api/projects/${transport.projectId}/${path}`);
    return resolved.ok ? ask(transport, "POST", path, decode, { inputs: resolved.value }) : resolved;
  };

  return {
    readTable: (id) => ask(transport, "GET", schemaPath(id), decodeTable),
    readSource: (id) => fromSource(id, ({ tables }) => tables ?? []),
    roomToWrite: () => transport.roomToWrite(),
    jobs: (sourceId, tables) => readJobs(transport, sourceId, tables),
    // Not cdc_status: where CDC is on that call asks the customer's database, and fails with it.
    cdcEnabled: (sourceId) => fromSource(sourceId, ({ cdc }) => cdc.enabled),
    webhookInfo: (sourceId) => ask(transport, "GET", sourcePath(sourceId, "webhook_info"), decodeWebhookInfo),
    webhookTables: (sourceId) =>
      fromSource(sourceId, ({ listed }) =>
        listed.filter(({ sync_type }) => sync_type === "webhook").map(({ name }) => name),
      ),

    patch: (id, body) => ask(transport, "PATCH", schemaPath(id), decodeTaken, body),
    reload: (id) => tell(transport, "POST", schemaPath(id, "reload")),
    resync: (id) => tell(transport, "POST", schemaPath(id, "resync")),
    cancel: (id) => tell(transport, "POST", schemaPath(id, "cancel")),
    deleteData: (id) => tell(transport, "DELETE", schemaPath(id, "delete_data")),
    enableCdc: (sourceId, step) =>
      ask(transport, "POST", sourcePath(sourceId, "enable_cdc"), decodeTaken, cdcBody(step)),
    createWebhook: (sourceId, inputs) => handOver(sourceId, "create_webhook", inputs, decodeSuccess),
    updateWebhookInputs: (sourceId, inputs) => handOver(sourceId, "update_webhook_inputs", inputs, decodeNotFailed),
    deleteWebhook: (sourceId) => ask(transport, "POST", sourcePath(sourceId, "delete_webhook"), decodeSuccess),
  };
}

function resolve(
  inputs: WebhookInputs,
  secrets: Secrets,
  call: string,
): Result<Readonly<Record<string, string>>, ServiceFault> {
  const resolved: Record<string, string> = {};
  for (const [input, { env: name }] of Object.entries(inputs)) {
    const value = secrets(name);
    if (value === undefined || value === "") return err({ kind: "secret-missing", call, name });
    resolved[input] = value;
  }
  return ok(resolved);
}
