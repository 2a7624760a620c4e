import type { Source } from "../state.js";

/** The version a source is read with: its pin, or its type's default. */
export const effectiveApiVersion = ({ api_version, capabilities }: Source): string | null =>
  api_version ?? capabilities.default_api_version;

/** What the API says of a version that the vendor has deprecated; null for every other one. */
export function deprecationView({ capabilities }: Source, version: string | null): unknown {
  const deprecated = capabilities.deprecated_api_versions.find((entry) => entry.version === version);
  return deprecated === undefined
    ? null
    : {
        version: deprecated.version,
        sunset_at: deprecated.sunset_at,
        default_version: capabilities.default_api_version,
      };
}
