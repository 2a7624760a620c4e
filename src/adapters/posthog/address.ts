import { isLoopback } from "../../model/loopback.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";

/** Why no connection is made at all. The texts name neither host nor key. */
export interface ConnectError {
  readonly code: "host-invalid" | "host-insecure" | "key-missing" | "key-malformed";
  readonly message: string;
  readonly hint: string;
}

/** The origin that a key may be sent to: https, or http on this machine alone. */
export function parseHost(host: string): Result<URL, ConnectError> {
  const url = URL.canParse(host) ? new URL(host) : undefined;
  const isOrigin =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === "/" &&
    [url.username, url.password, url.search, url.hash].every((part) => part === "");
  if (!isOrigin)
    return err({
      code: "host-invalid",
      message: "the target's host is not an origin, so nothing can be asked of it",
      hint: "write scheme and host only, e.g. https://us.posthog.com",
    });
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return err({
      code: "host-insecure",
      message: "the target's host is not https, so the API key would cross the network in the clear",
      hint: "write https:// in front of the host; http is for loopback addresses only",
    });
  return ok(url);
}

/** A key as an environment variable holds it; a line break at its end is what secret stores like to add. */
export function parseKey(key: string): Result<string, ConnectError> {
  const value = key.trim();
  if (value === "")
    return err({
      code: "key-missing",
      message: "there is no API key, so PostHog cannot be asked anything",
      hint: "set the environment variable that the target's api_key_env names",
    });
  if (!/^[\x21-\x7e]+$/.test(value))
    return err({
      code: "key-malformed",
      message: "the API key holds blanks or other characters that no PostHog key has, so it was not sent",
      hint: "copy the key again: it is one word that begins with phx_",
    });
  return ok(value);
}
