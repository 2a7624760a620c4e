import type { WebhookInputs } from "./desired.js";
import type { WebhookInfo } from "./live.js";

/** PostHog holds the source's webhook, and nothing says that the provider has lost it. */
export const isRegistered = ({ exists, external_exists }: WebhookInfo): boolean => exists && external_exists !== false;

/** Inputs that are declared and that PostHog holds no value of. A PATCH that makes the webhook hands none over. */
export const missingInputs = ({ filled_inputs }: WebhookInfo, declared: WebhookInputs): readonly string[] =>
  Object.keys(declared).filter((name) => !filled_inputs.includes(name));
