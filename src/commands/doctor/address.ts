import { parseHost, parseKey } from "../../adapters/posthog/address.js";
import type { TargetEntry } from "../project.js";
import { bad, good, warning } from "./check.js";
import type { Check } from "./check.js";

/** The two clouds; a project and its keys live in one of them, and the other knows neither. */
const REGIONS: ReadonlyMap<string, { readonly name: string; readonly other: string }> = new Map([
  ["us.posthog.com", { name: "US", other: "https://eu.posthog.com" }],
  ["eu.posthog.com", { name: "EU", other: "https://us.posthog.com" }],
]);

/** Where else the project may be: the two regions are mixed up more often than anything else. */
export function otherRegion(host: string): string | undefined {
  const region = REGIONS.get(hostName(host));
  return (
    region && `the target names the ${region.name} cloud; if the project's pages open at ${region.other}, write that`
  );
}

const hostName = (host: string): string => (URL.canParse(host) ? new URL(host).hostname : "");

/** What can be told of the host without asking it. */
export function checkHost({ host, name }: Pick<TargetEntry, "host" | "name">): Check {
  const parsed = parseHost(host);
  if (!parsed.ok) return bad("host", `${parsed.error.message} (${parsed.error.code})`, parsed.error.hint);
  const { hostname } = parsed.value;
  const ingestion = /^(us|eu)\.i\.posthog\.com$/.exec(hostname);
  if (ingestion !== null)
    return bad(
      "host",
      `${host} takes events in and has no API`,
      `write host: https://${ingestion[1] ?? "us"}.posthog.com for target ${name}`,
    );
  if (["posthog.com", "www.posthog.com", "app.posthog.com"].includes(hostname))
    return bad(
      "host",
      `${host} does not say which cloud the project is in`,
      "write https://us.posthog.com or https://eu.posthog.com, as in the address of the project's pages",
    );
  const region = REGIONS.get(hostname);
  return good("host", region === undefined ? host : `${host}, the ${region.name} cloud`);
}

/** What can be told of the key without sending it, and without a character of it in what is said. */
export function checkKey(variable: string, value: string | undefined): Check {
  const parsed = parseKey(value ?? "");
  if (!parsed.ok)
    return bad(
      "key",
      parsed.error.code === "key-missing"
        ? `${variable} is not set (key-missing)`
        : `${variable}: ${parsed.error.message} (key-malformed)`,
      parsed.error.code === "key-missing" ? `export ${variable}=phx_…` : parsed.error.hint,
    );
  if (parsed.value.startsWith("phx_")) return good("key", `${variable} is set and looks like a personal API key`);
  const isProjectKey = /^ph[cs]_/.test(parsed.value);
  return isProjectKey
    ? bad(
        "key",
        `${variable} holds a key of a project, which opens no API`,
        "create a personal API key: PostHog, Settings → Personal API keys",
      )
    : warning(
        "key",
        `${variable} is set, but does not look like a personal API key`,
        "a personal API key begins with phx_; a self-hosted server may still hold older ones",
      );
}
