import { isLoopback } from "../model/loopback.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Explanation } from "./mistake.js";

/** The origin that a host names, without a trailing slash: https, or http to this machine. */
export function originOf(host: string): Result<string, Explanation> {
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url?.protocol === "http:" && !isLoopback(url.hostname)) return err(withheldIfUser(url, insecure));
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) return err(invalid);
  const originAlone = url.pathname === "/" && url.search === "" && url.hash === "" && !/[?#@\\\s]/.test(host);
  return originAlone ? ok(url.origin) : err(withheldIfUser(url, invalid));
}

/** A password must not come back in the line under the message. */
const withheldIfUser = (url: URL, explanation: Explanation): Explanation =>
  url.username === "" && url.password === "" ? explanation : { ...explanation, withheld: true };

const insecure: Explanation = {
  code: "host-insecure",
  message: "the API key would travel in clear text",
  hint: "write https://; http is taken only for localhost, 127.0.0.1 and [::1]",
};

const invalid: Explanation = {
  code: "host-invalid",
  message: "this is not the origin of a server",
  hint: "write it like https://us.posthog.com, without path, user or query",
};
