import { describe, expect, it } from "vitest";
import { liveOrders, orders, shop } from "../support/shop.js";
import { KEY } from "../support/workspace.js";
import { applyScene } from "./apply-scene.js";
import type { ApplyScene, Members } from "./apply-scene.js";

const NOW: Members = {
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  sync_frequency: "6hour",
  should_sync: true,
};
const HOURLY: Members = { ...NOW, sync_frequency: "1hour" };

/** What a person does in PostHog. */
async function byHand(scene: ApplyScene, body: Members): Promise<void> {
  const path = `/api/projects/1/external_data_schemas/${String(scene.table()["id"])}/`;
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const answer = await fetch(`${scene.sandbox.url}${path}`, { method: "PATCH", headers, body: JSON.stringify(body) });
  expect(answer.status, await answer.text()).toBe(200);
}

async function applied(document?: Members): Promise<ApplyScene> {
  const scene = await applyScene({ declared: NOW, ...(document === undefined ? {} : { document }) });
  const ran = await scene.apply();
  expect(ran.failure, ran.log).toBeUndefined();
  return scene;
}

const issues = ({ gh }: ApplyScene) => gh.threads.filter(({ pull }) => pull === null);

describe("drift", () => {
  it("cannot be told before anything was applied to the end, and the job warns of that", async () => {
    const scene = await applyScene({ declared: HOURLY });
    const ran = await scene.drift();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(ran.outputs["has-changes"]).toBe("false");
    expect(ran.warnings).toMatchObject([{ code: "nothing-applied", hint: expect.stringMatching(/apply workflow/) }]);
    expect(issues(scene)).toEqual([]);
  });

  it("by hand opens an issue, and putting it back closes it", async () => {
    const scene = await applied();
    await byHand(scene, { sync_frequency: "24hour" });

    const found = await scene.drift();

    expect(found.outputs["has-changes"]).toBe("true");
    expect(issues(scene)).toMatchObject([{ state: "open", title: "Warehog: drift in production" }]);
    expect(issues(scene)[0]?.body).toContain("Changed by hand in PostHog");
    expect(issues(scene)[0]?.body).not.toContain("Merged, not applied");

    await byHand(scene, { sync_frequency: "6hour" });
    const gone = await scene.drift();

    expect(gone.outputs["has-changes"]).toBe("false");
    expect(issues(scene)).toMatchObject([{ state: "closed" }]);
    expect(scene.gh.commentsOn(issues(scene)[0]?.number ?? 0).map(({ body }) => body)).toEqual([
      expect.stringContaining("Live and declared agree again"),
    ]);
  });

  it("that becomes another is told in the issue that is open", async () => {
    const scene = await applied();
    await byHand(scene, { sync_frequency: "24hour" });
    await scene.drift();
    await byHand(scene, { sync_frequency: "1hour" });

    await scene.drift();

    expect(issues(scene)).toMatchObject([{ state: "open" }]);
    expect(issues(scene)[0]?.body).toContain("1hour");
    expect(issues(scene)[0]?.body).not.toContain("24hour");
  });

  it("that a person closed stays closed until it is another", async () => {
    const scene = await applied();
    await byHand(scene, { sync_frequency: "24hour" });
    await scene.drift();
    scene.gh.closeThread(issues(scene)[0]?.number ?? 0, "ben");

    await scene.drift();
    expect(issues(scene)).toMatchObject([{ state: "closed" }]);

    await byHand(scene, { sync_frequency: "1hour" });
    await scene.drift();
    expect(issues(scene).map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  it("is told apart from what was merged and not applied", async () => {
    const scene = await applied();
    scene.merge(await scene.propose("hourly", HOURLY));
    await scene.apply();

    await scene.drift();

    expect(issues(scene)[0]?.body).toContain("Merged, not applied");
    expect(issues(scene)[0]?.body).not.toContain("Changed by hand in PostHog");
  });

  it("shows what PostHog switched off after failed runs", async () => {
    const scene = await applied();
    const state = scene.sandbox.state() as { sources: { schemas: Members[] }[] };
    const [source] = state.sources;
    if (source === undefined) throw new Error("no source");
    source.schemas = source.schemas.map((table) => ({
      ...table,
      should_sync: false,
      status: "Failed",
      latest_error: "the password was refused",
    }));
    scene.sandbox.reset(state);

    await scene.drift();

    expect(issues(scene)[0]?.body).toContain("Switched off by PostHog");
    expect(issues(scene)[0]?.body).not.toContain("Off after failed runs");
    expect(issues(scene)[0]?.body).not.toContain("Changed by hand in PostHog");
  });

  it("shows what PostHog switched off after failed runs, where nobody declared that it is on", async () => {
    const { should_sync: _, ...open } = NOW;
    const scene = await applyScene({ declared: open });
    await scene.apply();
    const asPostHogDoes = (error: string | null): void => {
      const state = scene.sandbox.state() as { sources: { schemas: Members[] }[] };
      for (const source of state.sources)
        source.schemas = source.schemas.map((table) => ({
          ...table,
          should_sync: error === null,
          status: error === null ? "Completed" : "Failed",
          latest_error: error,
        }));
      scene.sandbox.reset(state);
    };
    asPostHogDoes("the password was refused");

    const found = await scene.drift();

    expect(found.outputs["has-changes"]).toBe("true");
    expect(issues(scene)[0]?.body).toContain("differ on 1 table of");
    expect(issues(scene)[0]?.body).toMatch(/Off after failed runs[\s\S]*public\.orders\n\s*the password was refused/);

    asPostHogDoes(null);
    await scene.drift();
    expect(issues(scene)).toMatchObject([{ state: "closed" }]);
  });

  it("is no table that a person switched off, where nobody declared that it is on", async () => {
    const { should_sync: _, ...open } = NOW;
    const scene = await applyScene({ declared: open });
    await scene.apply();
    await byHand(scene, { should_sync: false });

    expect((await scene.drift()).outputs["has-changes"]).toBe("false");
    expect(issues(scene)).toEqual([]);
  });

  it("shows what a source switched on by itself", async () => {
    const other = orders({
      id: "0199c0de-0000-7000-8000-000000000003",
      name: "public.events",
      table: null,
      schedule: { paused: false, every_seconds: 21_600, offset_seconds: 0 },
    });
    const tables = [liveOrders(), liveOrders({ name: "public.events" })];
    const scene = await applied(shop([orders(), other], { auto_sync_new_schemas: true, live_source: { tables } }));

    await scene.drift();

    expect(issues(scene)[0]?.body).toContain("Switched on by PostHog");
    expect(issues(scene)[0]?.body).toContain("public.events");
  });

  it("writes nothing to the warehouse", async () => {
    const scene = await applied();
    await byHand(scene, { sync_frequency: "24hour" });
    await scene.drift();

    expect(scene.writes()).toEqual(["PATCH"]);
  });

  it("is not looked for on another ref, which declares something else", async () => {
    const scene = await applied();
    const ran = await scene.drift({ event: "workflow_dispatch", ref: "refs/heads/feature" });

    expect(ran.failure?.code).toBe("ref-not-configured");
    expect(issues(scene)).toEqual([]);
  });
});
