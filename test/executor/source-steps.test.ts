import { describe, expect, it } from "vitest";
import { CDC, TO_WEBHOOK, verbs } from "./casts.js";
import { Scene, type Cast, type SceneParts } from "./scene.js";
import { ok } from "../../src/model/result.js";

const FROM_WEBHOOK = {
  before: { sync_type: "webhook" },
  declared: { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "datetime" },
  strategy: "keep",
} satisfies Cast;
const UNMANAGED = { name: "other", before: { sync_type: "webhook" }, declared: {} } satisfies Cast;

const SIGNED = { webhook: { inputs: { signing_secret: { env: "WEBHOOK_SECRET" } } } } as const;

function withWebhook(parts: SceneParts): Scene {
  const scene = new Scene(parts, { webhook: true });
  return scene;
}

describe("a move to webhook", () => {
  it("catches up first, then finds the webhook that the patch made, and makes no second one", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["reload", "patch", "reload"]);
    expect(scene.plan()).toEqual([]);
  });

  it("makes the webhook where the patch could not", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK], source: { webhook: { inputs: {} } } });
    scene.warehouse.webhook.patchMakes = false;

    const [outcome] = await scene.apply({ troubles: [{ verb: "patch", how: "400-after" }] });

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["reload", "patch", "createWebhook", "reload"]);
  });

  it("hands the declared inputs to the webhook that the patch made", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK], source: SIGNED });

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["reload", "patch", "updateWebhookInputs", "reload"]);
    expect(scene.warehouse.webhook.filled).toEqual(["signing_secret"]);
  });

  it("hands them over once, with the webhook, where the patch could not make it", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK], source: SIGNED });
    scene.warehouse.webhook.patchMakes = false;

    expect((await scene.apply())[0]?.state).toBe("applied");

    expect(verbs(scene)).toEqual(["reload", "patch", "createWebhook", "reload"]);
  });

  it("hands over only what PostHog does not hold: somebody may have rotated the rest", async () => {
    const inputs = { ...SIGNED.webhook.inputs, account: { env: "ACCOUNT" } };
    const scene = new Scene({ tables: [TO_WEBHOOK], source: { webhook: { inputs } } });
    scene.warehouse.webhook.filled = ["signing_secret"];
    const { updateWebhookInputs } = scene.warehouse;
    const handed: string[] = [];
    scene.warehouse.updateWebhookInputs = (...call) => {
      handed.push(...Object.keys(call[1]));
      return updateWebhookInputs(...call);
    };

    expect((await scene.apply())[0]?.state).toBe("applied");
    expect(handed).toEqual(["account"]);
  });

  it("fails where PostHog does not hold them afterwards, and the next apply hands them over again", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK], source: SIGNED });

    const [outcome] = await scene.apply({ troubles: [{ verb: "updateWebhookInputs", how: "ignored" }] });

    expect(outcome).toMatchObject({ state: "failed", step: "create_webhook", code: "webhook-inputs-missing" });
    expect(outcome?.message).toContain("signing_secret");
    expect((await scene.apply())[0]?.state).toBe("applied");
    expect(scene.warehouse.webhook.filled).toEqual(["signing_secret"]);
    expect(verbs(scene).filter((verb) => verb === "updateWebhookInputs")).toHaveLength(2);
  });

  it("makes one webhook for two tables that come at once", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK, { ...TO_WEBHOOK, name: "second" }] });
    scene.warehouse.webhook.patchMakes = false;
    const { createWebhook } = scene.warehouse;
    scene.warehouse.createWebhook = async (...call) => {
      await scene.clock.sleep(500);
      return createWebhook(...call);
    };

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state }) => state)).toEqual(["applied", "applied"]);
    expect(verbs(scene).filter((verb) => verb === "createWebhook")).toHaveLength(1);
  });

  it("is patched table by table, because the first patch makes the webhook", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK, { ...TO_WEBHOOK, name: "second" }] });
    const { patch } = scene.warehouse;
    let [now, most] = [0, 0];
    scene.warehouse.patch = async (id, body) => {
      most = Math.max(most, ++now);
      await scene.clock.sleep(100);
      now--;
      return patch(id, body);
    };

    await scene.apply();

    expect(most).toBe(1);
  });

  it("fails where the provider registers nothing: rows would never arrive", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });
    Object.assign(scene.warehouse.webhook, { registers: false, patchMakes: false });

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", step: "create_webhook", code: "webhook-not-created" });
    const acknowledged = scene.journal.entries.flatMap((entry) => (entry.event === "ack" ? [entry.step] : []));
    expect(acknowledged).not.toContain("create_webhook");
  });

  it("is not proved by its fields alone", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });
    scene.clock.at(scene.clock.now() + 60_000, () => (scene.warehouse.webhook.exists = false));

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", step: "verify", code: "webhook-not-delivering" });
  });

  it("is not proved by its fields alone for the item that takes it over either", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });
    Object.assign(scene.warehouse.webhook, { registers: false, patchMakes: false });
    await scene.apply();
    scene.declare("public.table_0", { ...TO_WEBHOOK.declared, sync_frequency: "1hour" });
    scene.warehouse.webhook.registers = true;
    scene.clock.at(scene.clock.now() + 15_000, () => (scene.warehouse.webhook.exists = false));

    const [outcome] = await scene.agree();

    expect(scene.table.settings.sync_frequency).toBe("1hour");
    expect(outcome).toMatchObject({ state: "failed", step: "verify", code: "webhook-not-delivering" });
  });

  it("does not ask for the first run twice when it is stopped meanwhile", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });
    const stop = { requested: false };
    scene.clock.at(scene.clock.now() + 10_000, () => (stop.requested = true));
    const [outcome] = await scene.apply({ stop });
    expect(outcome).toMatchObject({ state: "interrupted", step: "catch_up" });

    expect((await scene.apply())[0]?.state).toBe("applied");

    expect(verbs(scene)).toEqual(["reload", "patch", "reload"]);
  });

  it("asks for the first run once, even if the fresh plan goes on naming it", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });
    const [item] = scene.approved;

    const [outcome] = await scene.apply({ replan: async () => ok(item && { ...item, resumes: item.id }) });

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["reload", "patch", "reload"]);
  });

  it("catches up again where the first run failed, and does not go on before", async () => {
    const scene = new Scene({ tables: [TO_WEBHOOK] });
    scene.table.endings.push({ status: "Failed", latest_error: "no route to host" });

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", step: "catch_up", code: "run-failed" });
    expect(verbs(scene)).toEqual(["reload"]);
    expect((await scene.apply())[0]?.state).toBe("applied");
  });
});

describe("the last table that leaves webhook", () => {
  it("takes the webhook with it, once for all that leave and after all of them", async () => {
    const scene = withWebhook({ tables: [FROM_WEBHOOK, { ...FROM_WEBHOOK, name: "second" }] });
    expect(scene.approved.map(({ steps }) => steps.at(-1)?.kind)).toEqual(["delete_webhook", "delete_webhook"]);

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state }) => state)).toEqual(["applied", "applied"]);
    expect(verbs(scene).filter((verb) => verb === "deleteWebhook")).toHaveLength(1);
    expect(verbs(scene).at(-1)).toBe("deleteWebhook");
    expect(scene.plan()).toEqual([]);
  });

  it("leaves it to a table that came to webhook meanwhile", async () => {
    const scene = withWebhook({ tables: [FROM_WEBHOOK, { ...UNMANAGED, before: {} }] });
    expect(scene.approved[0]?.steps.map(({ kind }) => kind)).toContain("delete_webhook");
    scene.clock.at(scene.clock.now() + 5000, () =>
      scene.warehouse.table("schema-1").write({ sync_type: "webhook" }, scene.clock.now()),
    );

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).not.toContain("deleteWebhook");
  });

  it("owes its removal where the answer was lost on the way there", async () => {
    const scene = withWebhook({ tables: [FROM_WEBHOOK] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "deleteWebhook", how: "lost-before" }] });

    expect(outcome).toMatchObject({ state: "failed", step: "delete_webhook", owed: ["delete_webhook"] });
    expect((await scene.apply())[0]?.state).toBe("applied");
    expect(scene.warehouse.webhook.exists).toBe(false);
  });
});

describe("a table that failed and was switched off", () => {
  const TRIAL = {
    before: { should_sync: false },
    declared: { should_sync: true },
    strategy: "enable",
  } satisfies Cast;

  it("is switched on only after a run has completed", async () => {
    const scene = new Scene({ tables: [TRIAL] }, { failed: true });
    expect(scene.approved[0]?.steps.map(({ kind }) => kind)).toContain("enable");

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["reload", "patch"]);
    expect(scene.table.settings.should_sync).toBe(true);
  });

  it("stays off when that run fails", async () => {
    const scene = new Scene({ tables: [TRIAL] }, { failed: true });
    scene.table.endings.push({ status: "Failed", latest_error: "no such column" });

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", code: "run-failed" });
    expect(scene.table.settings.should_sync).toBe(false);
  });

  it("cannot be tried without waiting", async () => {
    const scene = new Scene({ tables: [TRIAL] }, { failed: true });

    expect((await scene.apply({ wait: false }))[0]).toMatchObject({ state: "refused", code: "needs-wait" });
  });
});

describe("a switch to CDC", () => {
  const source = { cdc: { management_mode: "posthog" } } as const;

  it.each(["lost-after", "500-after"] as const)(
    "goes on where the source has it although the answer was %s",
    async (how) => {
      const scene = new Scene({ tables: [CDC], source });

      const [outcome] = await scene.apply({ troubles: [{ verb: "enableCdc", how }] });

      expect(outcome?.state).toBe("applied");
      expect(verbs(scene)).toEqual(["enableCdc", "patch", "resync"]);
    },
  );

  it("stops where the source has it not", async () => {
    const scene = new Scene({ tables: [CDC], source });

    const [outcome] = await scene.apply({ troubles: [{ verb: "enableCdc", how: "ignored" }] });

    expect(outcome).toMatchObject({ state: "failed", step: "enable_cdc", code: "cdc-not-enabled" });
    expect(verbs(scene)).toEqual(["enableCdc"]);
  });
});
