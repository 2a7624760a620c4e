import { describe, expect, it } from "vitest";
import { clientSettings } from "../../src/commands/client-settings.js";

describe("the settings of the client", () => {
  it.each([
    { behaviour: "are left to the client", options: {}, env: {}, settings: {} },
    {
      behaviour: "come from flags, in its units",
      options: { timeout: 2.5, concurrency: 2 },
      env: {},
      settings: { timeoutMs: 2500, concurrency: 2 },
    },
    {
      behaviour: "come from the environment",
      options: {},
      env: { WAREHOG_MAX_REQUESTS_PER_MINUTE: "60", WAREHOG_MAX_REQUESTS_PER_HOUR: "600", WAREHOG_TIMEOUT: "" },
      settings: { requestsPerMinute: 60, requestsPerHour: 600 },
    },
    {
      behaviour: "prefer the flag",
      options: { concurrency: 1 },
      env: { WAREHOG_CONCURRENCY: "8" },
      settings: { concurrency: 1 },
    },
  ])("$behaviour", ({ options, env, settings }) => {
    expect(clientSettings(options, env)).toEqual({ ok: true, value: settings });
  });

  it.each(["0", "-1", "many", "1.5"])("refuse %s in the environment", (text) => {
    const result = clientSettings({}, { WAREHOG_CONCURRENCY: text });

    expect(result).toMatchObject({ ok: false, error: { code: "setting-invalid", exit: 64 } });
  });
});
