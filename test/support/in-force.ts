import type { Guards } from "../../src/model/github/guards.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";

/** As an outcome holds them that says nothing else about guards. */
export const IN_FORCE: Guards = {
  policy: DEFAULT_POLICY,
  target: { host: "https://us.posthog.com", project_id: 12345, api_key_env: "POSTHOG_KEY" },
  protected: [{ address: "production/shop-postgres/orders", identity: "shop-postgres/orders" }],
};
