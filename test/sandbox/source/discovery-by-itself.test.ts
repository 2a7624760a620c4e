import { describe, expect, it } from "vitest";
import { LIVE, moving, schemaOf, start } from "../support/moving-world.js";

const SIX_HOURS = 21_600;
const NEW = { name: "public.refunds" };

type Members = Readonly<Record<string, unknown>>;

const world = (source: Members = {}, server: Members = { extensions: { discovery_seconds: SIX_HOURS } }) =>
  start(
    moving(
      { schedule: { paused: true, every_seconds: 86_400 } },
      { job_inputs: { host: "db" }, live_source: { tables: [LIVE, NEW] }, ...source },
      server,
    ),
  );

const names = ({ state }: Awaited<ReturnType<typeof start>>) => state().sources[0]!.schemas.map(({ name }) => name);

describe("discovery by itself", () => {
  it("finds new tables as often as the document says, and not before", async () => {
    const client = await world();

    client.clock.advance(SIX_HOURS - 1);
    expect(names(client)).toEqual(["public.orders"]);
    client.clock.advance(1);
    expect(names(client)).toEqual(["public.orders", "public.refunds"]);
    client.clock.advance(3 * SIX_HOURS);
    expect(names(client)).toHaveLength(2);
  });

  it("switches off what is gone", async () => {
    const client = await world({ live_source: { tables: [] } });
    client.clock.advance(SIX_HOURS);
    expect(schemaOf(client)).toMatchObject({ should_sync: false, status: "Completed" });
  });

  it.each([
    ["unless it is told how often", {}, {}],
    ["of a source that is not scheduled", { capabilities: { supports_scheduled_sync: false } }, undefined],
    ["of a source that was deleted", { deleted: true }, undefined],
    ["of a source that cannot be read", { live_source: { credentials_error: "denied" } }, undefined],
    ["in a world that stands still", {}, { auto_progress: false, extensions: { discovery_seconds: SIX_HOURS } }],
  ])("does not happen %s", async (_, source, server) => {
    const client = await world(source, server);
    client.clock.advance(SIX_HOURS);
    expect(names(client)).toEqual(["public.orders"]);
    expect(schemaOf(client).should_sync).toBe(true);
  });
});
