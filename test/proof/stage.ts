import { connect, type PostHog } from "../../src/adapters/posthog/client.js";
import { startSandbox, type Intercept, type Sandbox } from "../../src/sandbox/start.js";
import { virtualClock, type VirtualClock } from "../support/virtual-clock.js";
import { liveOrders, neverSynced, shop } from "../support/shop.js";
import { KEY } from "../support/key.js";
import { TABLE } from "./place.js";

/** A sandbox over HTTP and the production client that talks to it; both serve one case after another. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly posthog: PostHog;
  readonly clock: VirtualClock;
  /** what the next case does to requests; undefined lets all pass */
  intercept: Intercept | undefined;
  /** the process is gone: no time passes in which it could still wait for anything */
  dead: boolean;
  close(): Promise<void>;
}

/** One table that nobody has set up, at a source that offers every sync type. */
export const untouched = (rows: readonly object[]) =>
  shop(
    [neverSynced({ schedule: null })],
    {
      jobs: [],
      job_inputs: {
        host: "db.example",
        cdc_enabled: "True",
        cdc_slot_name: "posthog_slot",
        cdc_publication_name: "posthog_pub",
        cdc_management_mode: "posthog",
      },
      cdc: { extraction_schedule: { paused: false } },
      live_source: {
        tables: [liveOrders({ name: TABLE, extensions: { rows } })],
        cdc: { slot_exists: true, publication_exists: true, published_tables: [] },
        webhook_provider: { exists: false, enabled_events: null },
      },
    },
    { server: { auto_progress: true, extensions: { runs: { rows_per_second: 10 } } } },
  );

export async function openStage(): Promise<Stage> {
  const stage: Pick<Stage, "intercept" | "dead"> = { intercept: undefined, dead: false };
  const inner = virtualClock();
  const clock = { ...inner, sleep: (ms: number) => (stage.dead ? Promise.resolve() : inner.sleep(ms)) };
  const sandbox = await startSandbox({
    document: untouched([]),
    clock,
    intercept: (request) => stage.intercept?.(request),
  });
  const connected = connect({
    host: sandbox.url,
    projectId: 1,
    key: KEY,
    mode: "write",
    version: "0.0.0-proof",
    clock,
    settings: { requestsPerMinute: 1e9, requestsPerHour: 1e9 },
    random: () => 0.5,
  });
  if (!connected.ok) throw new Error("the sandbox has no address that the client takes");
  const posthog = connected.value;
  return Object.assign(stage, {
    sandbox,
    posthog,
    clock,
    close: async () => {
      await posthog.close();
      await sandbox.close();
    },
  });
}
