import { describe, expect, it } from "vitest";
import { livePlan, replanUpon } from "../../src/commands/live-plan.js";
import type { Ground } from "../../src/commands/live-plan.js";
import type { DesiredState, DesiredTable } from "../../src/model/desired.js";
import type { LiveState, LiveTable } from "../../src/model/live.js";
import type { ProbePlan } from "../../src/model/probe-plan.js";
import { err, ok } from "../../src/model/result.js";
import { aDesiredTable, aTable } from "../support/change.js";
import { aDesiredState, aLiveState, planOf } from "../support/planned.js";

const CURSOR = { incremental_field: "updated_at", incremental_field_type: "datetime" } as const;
const toPolling = (name: string): DesiredTable => aDesiredTable({ sync_type: "incremental", ...CURSOR }, { name });
const onWebhook = (name: string): LiveTable => aTable({ id: `id-${name}`, name, settings: { sync_type: "webhook" } });

const LIVE = aLiveState([onWebhook("a"), onWebhook("b")]);

/** A project whose tables stand as in `live`, and what was asked beyond that. */
function aProject(live: LiveState) {
  const probed: ProbePlan[] = [];
  const posthog: Ground["posthog"] = {
    readLive: () => Promise.resolve(ok(live)),
    probe: (state, plan) => {
      probed.push(plan);
      return Promise.resolve(state);
    },
    warehouse: {
      cdcEnabled: () => Promise.resolve(ok({ value: false, serverTime: 0 })),
    },
  };
  return { posthog, probed };
}

const ground = (desired: DesiredState, live: LiveState) => ({
  ...aProject(live),
  desired,
  journal: { owed: () => [] },
});

describe("planning one table again", () => {
  it.each([
    { behaviour: "when all of them leave", desired: aDesiredState([toPolling("a"), toPolling("b")]), deletes: true },
    { behaviour: "but not while one stays", desired: aDesiredState([toPolling("a")]), deletes: false },
  ])("knows of the tables that share the webhook: it goes $behaviour", async ({ desired, deletes }) => {
    const [item] = planOf({ desired, live: LIVE }).items;

    const fresh = await replanUpon(ground(desired, LIVE), LIVE)(item ?? expect.unreachable(), onWebhook("a"));

    expect(fresh.ok && fresh.value?.steps.some(({ kind }) => kind === "delete_webhook")).toBe(deletes);
  });

  it("asks nothing about its other tables", async () => {
    const polled = [aTable({ id: "1", name: "one" }), aTable({ id: "2", name: "two" })];
    const live = aLiveState(polled);
    const desired = aDesiredState(
      polled.map(({ name }) => aDesiredTable({ sync_type: "full_refresh", sync_frequency: "24hour" }, { name })),
    );
    const asked = ground(desired, live);
    const [item] = planOf({ desired, live }).items;

    await replanUpon(asked, live)(item ?? expect.unreachable(), polled[0] ?? expect.unreachable());

    expect(asked.probed.flatMap(({ offers }) => offers.map(({ schema_id }) => schema_id))).toEqual([item?.schema_id]);
  });

  it("finds nothing left to do where somebody has done it meanwhile", async () => {
    const before = aTable({ settings: { sync_frequency: "6hour" } });
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]);
    const [item] = planOf({ desired, live: aLiveState([before]) }).items;
    const now = aTable({ settings: { sync_frequency: "1hour" } });
    const live = aLiveState([before]);

    const fresh = await replanUpon(ground(desired, live), live)(item ?? expect.unreachable(), now);

    expect(fresh).toEqual(ok(undefined));
  });
});

describe("a live plan", () => {
  it("tells a failed call with its code, and no plan", async () => {
    const failing = ground(aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]), LIVE);
    const refused = { kind: "transport", call: "GET /x/", detail: "refused" } as const;

    const planned = await livePlan({
      ...failing,
      posthog: { ...failing.posthog, readLive: () => Promise.resolve(err(refused)) },
    });

    expect(planned).toMatchObject({ ok: false, error: { code: "unreachable" } });
  });
});
