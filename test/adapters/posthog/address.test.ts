import { describe, expect, it } from "vitest";
import { connect } from "../../../src/adapters/posthog/client.js";
import { fakeClock, KEY } from "./support.js";

const error = (host: string, key = KEY): string | undefined => {
  const connected = connect({ host, key, projectId: 1, mode: "read", version: "0", clock: fakeClock() });
  return connected.ok ? undefined : connected.error.code;
};

describe("connect", () => {
  it.each([
    ["https://us.posthog.com", undefined],
    ["https://us.posthog.com/", undefined],
    ["http://127.0.0.1:8000", undefined],
    ["http://localhost:8000", undefined],
    ["http://[::1]:8000", undefined],
    ["http://127.1", undefined],
    ["http://localhost.", "host-insecure"],
    ["http://us.posthog.com", "host-insecure"],
    ["http://127.0.0.1.example.com", "host-insecure"],
    ["http://localhost.example.com", "host-insecure"],
    ["ftp://us.posthog.com", "host-invalid"],
    ["us.posthog.com", "host-invalid"],
    ["https://me:secret@us.posthog.com", "host-invalid"],
    ["https://us.posthog.com/api", "host-invalid"],
    ["https://us.posthog.com?a=b", "host-invalid"],
    ["", "host-invalid"],
  ])("answers %s with %s", (host, code) => {
    expect(error(host)).toBe(code);
  });

  it.each([
    ["phx_abc\n", undefined],
    ["", "key-missing"],
    ["  \n", "key-missing"],
    ["phx_a b", "key-malformed"],
    ["phx_a\nX-Other: header", "key-malformed"],
    ["phx_ä", "key-malformed"],
  ])("answers the key %j with %s", (key, code) => {
    expect(error("https://us.posthog.com", key)).toBe(code);
  });
});
