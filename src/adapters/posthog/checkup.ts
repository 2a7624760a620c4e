import type { ServiceFault } from "../../model/fault.js";
import type { LiveSource, ServerCapabilities } from "../../model/live.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { ask } from "./ask.js";
import { decodeRetrievedSource } from "./decode/source.js";
import { listSources } from "./read-live.js";
import { schemaPath, sourcePath } from "./paths.js";
import type { Transport } from "./transport.js";

/** The few calls that tell whether host, project and key are right. None of them changes or starts anything. */
export interface Checkup {
  /** every source with the tables that the list tells of */
  sources(): Promise<Result<readonly LiveSource[], ServiceFault>>;
  /** undefined: the source has no table that would tell */
  server(sourceId: string): Promise<Result<ServerCapabilities | undefined, ServiceFault>>;
  mayWrite(): Promise<Result<boolean, ServiceFault>>;
}

/** No table has it: PostHog looks at the scopes of the key before it looks for the table. */
const NO_TABLE = "00000000-0000-0000-0000-000000000000";

export const checkupOf = (transport: Transport): Checkup => ({
  sources: () => listSources(transport),
  async server(sourceId) {
    const found = await ask(transport, "GET", sourcePath(sourceId), decodeRetrievedSource);
    return found.ok ? ok(found.value.value.server) : found;
  },
  async mayWrite() {
    // Asks a source for its columns and stores nothing; without a table not even a source is asked.
    const sent = await transport.send("POST", schemaPath(NO_TABLE, "incremental_fields"));
    if (sent.ok) return ok(true);
    const fault = sent.error;
    if (fault.kind !== "status") return err(fault);
    if (fault.reason === "key-scope" || fault.reason === "key-unsupported") return ok(false);
    return fault.reason === "not-found" ? ok(true) : err(fault);
  },
});
