import { invalid } from "../errors.js";
import type { Source } from "../state.js";
import { cancelRunning } from "../workflow.js";
import type { Edit, Rule } from "./edit.js";

/** An override that does not change is honoured even if the vendor has retired it. */
export const chooseApiVersion: Rule = ({ source, sent, before, draft }) => {
  if (sent.api_version !== undefined) draft.api_version = sent.api_version;
  const { api_version: version } = draft;
  if (version === null) return;
  if (draft.sync_type === "webhook") {
    throw refused(
      "API version overrides are not available for webhook-sync schemas — webhook payload versions are configured on the source at the vendor.",
    );
  }
  refuseUnsupportedVersion(source, version, before.api_version);
};

/** @throws {ApiError} 400 for a version that the source type does not have, unless it stands already */
export function refuseUnsupportedVersion(source: Source, version: string | null, before: string | null): void {
  const supported = source.capabilities.supported_api_versions;
  if (version === null || version === before || supported.includes(version)) return;
  throw refused(
    `'${version}' is not a supported ${source.source_type} API version. Supported versions: ${supported.join(", ")}`,
  );
}

/** A run that went on would mix two versions in one table. A cancel call that fails is only logged by the server. */
export function cancelRunOfOtherVersion({ world, schema, before }: Edit): void {
  if (schema.api_version !== before.api_version) cancelRunning(world, schema);
}

const refused = (detail: string) => invalid(detail, { attr: "api_version" });
