import type { ConnectOptions } from "../adapters/posthog/client.js";
import { ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import type { Failure } from "./failure.js";
import { numberSetting } from "./number-setting.js";
import type { ServiceOptions } from "./options.js";

type ClientSettings = NonNullable<ConnectOptions["settings"]>;

interface Setting {
  readonly option: "maxRequestsPerMinute" | "maxRequestsPerHour" | "timeout" | "concurrency";
  readonly variable: string;
  readonly key: keyof ClientSettings;
  /** from the unit of the option to that of the client */
  readonly factor: number;
}

const SETTINGS: readonly Setting[] = [
  {
    option: "maxRequestsPerMinute",
    variable: "WAREHOG_MAX_REQUESTS_PER_MINUTE",
    key: "requestsPerMinute",
    factor: 1,
  },
  { option: "maxRequestsPerHour", variable: "WAREHOG_MAX_REQUESTS_PER_HOUR", key: "requestsPerHour", factor: 1 },
  { option: "timeout", variable: "WAREHOG_TIMEOUT", key: "timeoutMs", factor: 1000 },
  { option: "concurrency", variable: "WAREHOG_CONCURRENCY", key: "concurrency", factor: 1 },
];

/** Flags win over the environment; what neither says is left to the client. */
export function clientSettings(options: ServiceOptions, env: Context["env"]): Result<ClientSettings, Failure> {
  const settings: Partial<Record<keyof ClientSettings, number>> = {};
  for (const { option, variable, key, factor } of SETTINGS) {
    const value = numberSetting({ given: options[option], variable, whole: factor === 1 }, env);
    if (!value.ok) return value;
    if (value.value !== undefined) settings[key] = value.value * factor;
  }
  return ok(settings);
}
