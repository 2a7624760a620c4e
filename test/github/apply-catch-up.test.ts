import { describe, expect, it } from "vitest";
import { applyScene, oneTable } from "./apply-scene.js";
import type { ApplyScene, Members } from "./apply-scene.js";

const NOW: Members = { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "timestamp" };
const CURSOR: Members = { ...NOW, incremental_field: "id", incremental_field_type: "integer" };
const HOURLY: Members = { ...NOW, sync_frequency: "1hour" };
const DAY = 24 * 60 * 60 * 1000;

/** A scene whose first apply has found everything as declared. */
async function atRest(): Promise<ApplyScene> {
  const scene = await applyScene({ declared: NOW });
  const first = await scene.apply();
  expect(first.failure, first.log).toBeUndefined();
  return scene;
}

const isComplete = (scene: ApplyScene) =>
  expect(scene.outcome()).toMatchObject({ completed: scene.repo.tip("main"), standing: [], owed: [], refused: [] });

const outcomes = ({ gh }: ApplyScene) => gh.artifacts().filter(({ name }) => name.startsWith("warehog-outcome-"));

const resultOn = ({ gh }: ApplyScene, pull: number): string =>
  gh.commentsOn(pull).find(({ body }) => body.startsWith("<!-- warehog:result:"))?.body ?? "";

describe("an apply run catches up", () => {
  it("by the schedule, with the pushes whose runs never were", async () => {
    const scene = await atRest();
    await scene.bring("hourly", HOURLY);
    await scene.bring("cursor", { ...CURSOR, sync_frequency: "1hour" });

    const ran = await scene.apply({ event: "schedule" });

    expect(ran.failure, ran.log).toBeUndefined();
    expect(ran.outputs).toMatchObject({ "has-changes": "true", destructive: "true", applied: "1", refused: "0" });
    expect(scene.table()).toMatchObject({ ...CURSOR, sync_frequency: "1hour" });
    isComplete(scene);
  });

  it("with today's tip, when the run of an older commit is started again", async () => {
    const scene = await atRest();
    await scene.bring("hourly", HOURLY);
    const first = await scene.apply();
    await scene.bring("daily", { ...NOW, sync_frequency: "24hour" });

    const again = await scene.apply({ again: first.run });

    expect(again.failure, again.log).toBeUndefined();
    expect(scene.table()).toMatchObject({ sync_frequency: "24hour" });
    isComplete(scene);
  });

  it("not from a checkout that the branch has left behind", async () => {
    const scene = await atRest();
    const stale = scene.repo.checkout(scene.repo.tip("main"));
    await scene.bring("hourly", HOURLY);

    const ran = await scene.apply({ workspace: stale });

    expect(ran.failure?.code).toBe("not-the-tip");
    expect(scene.writes()).toEqual([]);
  });

  it("not on another ref", async () => {
    const scene = await atRest();
    await scene.bring("hourly", HOURLY);

    const ran = await scene.apply({ event: "workflow_dispatch", ref: "refs/heads/feature" });

    expect(ran.failure?.code).toBe("ref-not-configured");
    expect(scene.writes()).toEqual([]);
  });

  it("not with a history that is cut short", async () => {
    const scene = await atRest();
    await scene.bring("hourly", HOURLY);

    const ran = await scene.apply({ workspace: scene.repo.checkout(scene.repo.tip("main"), "--depth=1") });

    expect(ran.failure?.code).toBe("shallow-clone");
    expect(scene.writes()).toEqual([]);
  });

  it.each(["push", "schedule"] as const)(
    "not with what a forced push brought, at a run started by %s",
    async (event) => {
      const scene = await atRest();
      await scene.bring("hourly", HOURLY);
      await scene.apply();
      const done = scene.writes();
      const { repo, gh } = scene;
      repo.git("checkout", "--quiet", "main");
      repo.git("reset", "--quiet", "--hard", "HEAD~1");
      gh.push(
        "main",
        repo.commit("main", scene.declaring(oneTable({ ...NOW, sync_frequency: "24hour" }))),
        "ada",
        "forced",
      );

      const ran = await scene.apply({ event });

      expect(ran.failure?.code).toBe("forced-push");
      expect(scene.writes()).toEqual(done);
    },
  );

  it.each(["push", "schedule"] as const)(
    "at the first run, started by %s, with what the newest merge brought",
    async (event) => {
      const scene = await applyScene({ declared: NOW });
      await scene.bring("hourly", HOURLY);

      const ran = await scene.apply({ event });

      expect(ran.failure, ran.log).toBeUndefined();
      expect(scene.table()).toMatchObject({ sync_frequency: "1hour" });
      isComplete(scene);
    },
  );

  it("as at the first run where its last outcome has expired", async () => {
    const scene = await atRest();
    for (const { id } of scene.gh.artifacts()) scene.gh.expireArtifact(id);
    await scene.bring("hourly", HOURLY);

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    isComplete(scene);
  });
});

describe("what an apply run remembers", () => {
  it("stands for a month, and is then said again, so that it never expires", async () => {
    const scene = await atRest();
    expect(outcomes(scene)).toHaveLength(1);
    await scene.clock.sleep(29 * DAY);
    await scene.apply({ event: "schedule" });
    expect(outcomes(scene)).toHaveLength(1);
    await scene.clock.sleep(2 * DAY);

    await scene.apply({ event: "schedule" });

    expect(outcomes(scene)).toHaveLength(2);
    isComplete(scene);
  });

  it("is said again sooner where the repository keeps artifacts for a week", async () => {
    const scene = await atRest();
    scene.gh.keepArtifacts(7);
    await scene.clock.sleep(2 * DAY);
    await scene.apply({ event: "schedule" });
    expect(outcomes(scene)).toHaveLength(1);
    await scene.clock.sleep(1 * DAY);

    await scene.apply({ event: "schedule" });

    expect(outcomes(scene)).toHaveLength(2);
  });

  it("moves on over commits that touch nothing of ours, without a look at PostHog", async () => {
    const scene = await atRest();
    scene.gh.push("main", scene.repo.commit("main", { "README.md": "hello\n" }), "ada");
    const asked = scene.sandbox.exchanges.length;

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.sandbox.exchanges).toHaveLength(asked);
    isComplete(scene);
  });

  it("is the intent alone where the outcome could not be uploaded, and the next run ends right", async () => {
    const scene = await atRest();
    const pull = await scene.bring("cursor", CURSOR);
    // No time passes before the first write to PostHog.
    scene.clock.at(scene.clock.now() + 1, () => scene.gh.forbid("CreateArtifact"));
    const failing = await scene.apply();
    scene.gh.allow("CreateArtifact");

    expect(failing.failure?.code).toMatch(/^github-/);
    expect(scene.writes()).toEqual(["PATCH", "resync"]);
    expect(resultOn(scene, pull)).toBe("");
    const next = await scene.apply({ event: "schedule" });
    expect(next.failure, next.log).toBeUndefined();
    isComplete(scene);
    expect(scene.table()).toMatchObject(CURSOR);
  });
});

describe("what was refused", () => {
  it("is told as merged and not applied by the next plan, and approving that covers it", async () => {
    const scene = await atRest();
    const first = await scene.propose("cursor", CURSOR);
    scene.merge(first);
    const refused = await scene.apply();
    expect(refused.failure?.code).toBe("not-approved");
    expect(refused.outputs).toMatchObject({ applied: "0", refused: "1", destructive: "false" });
    const consent = /consent:[\s\S]*/.exec(scene.repo.git("show", "main:warehouse/shop.yaml"))?.[0] ?? "";
    const [, id = "", strategy = ""] = /id: "?([0-9a-f]{8})"?\s+strategy: (\w+)/.exec(consent) ?? [];

    const again = await scene.propose("reworded", {
      ...CURSOR,
      consent: [{ id, strategy, reason: "agreed again" }],
    });
    expect(scene.gh.commentsOn(again)[0]?.body).toContain("public.orders");
    scene.approve(again);
    scene.merge(again);
    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.writes()).toEqual(["PATCH", "resync"]);
    isComplete(scene);
  });

  it("is free again after a revert: a walk without items completes", async () => {
    const scene = await atRest();
    const pull = await scene.propose("hourly", HOURLY);
    scene.merge(pull);
    expect((await scene.apply()).failure?.code).toBe("not-approved");
    expect(scene.outcome().completed).not.toBe(scene.repo.tip("main"));
    const revert = await scene.propose("revert", NOW);
    scene.merge(revert);

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.writes()).toEqual([]);
    isComplete(scene);
  });

  it("holds what was approved on the same table before, as one cannot be written without the other", async () => {
    const scene = await atRest();
    await scene.bring("hourly", HOURLY);
    const other = await scene.propose("cursor", { ...CURSOR, sync_frequency: "1hour" });
    scene.merge(other);

    const ran = await scene.apply();

    expect(ran.failure?.code).toBe("beyond-approved");
    expect(scene.writes()).toEqual([]);
    expect(resultOn(scene, other)).toContain("not-approved");
  });
});

describe("what was approved and is left over", () => {
  it("stays under its approval while a later pull request is refused on the same table", async () => {
    const scene = await atRest();
    const approved = await scene.bring("hourly", HOURLY);
    await scene.applyKilledAt(0, "before the server sees it");
    const other = await scene.propose("cursor", { ...CURSOR, sync_frequency: "1hour" });
    scene.merge(other);
    expect((await scene.apply()).failure?.code).toBe("beyond-approved");
    expect(scene.outcome().standing.map(({ pull }) => pull)).toContain(approved);
    const revert = await scene.propose("revert", HOURLY);
    scene.merge(revert);

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.table()).toMatchObject(HOURLY);
    isComplete(scene);
  });
});

describe("what another hand has written before the apply", () => {
  it("is imported as approved, for nobody has seen it run, and only once", async () => {
    const scene = await atRest();
    await scene.bring("cursor", CURSOR);
    await scene.patch({ incremental_field: "id", incremental_field_type: "integer" });
    const byHand = scene.writes();

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(ran.outputs).toMatchObject({ applied: "1", refused: "0" });
    expect(scene.writes()).toEqual([...byHand, "resync"]);
    isComplete(scene);
    await scene.apply({ event: "schedule" });
    expect(scene.writes()).toEqual([...byHand, "resync"]);
  });

  it("in part is finished as approved, its import with it", async () => {
    const scene = await atRest();
    await scene.bring("both", { ...CURSOR, sync_frequency: "1hour" });
    await scene.patch({ incremental_field: "id", incremental_field_type: "integer" });
    const byHand = scene.writes();

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.writes()).toEqual([...byHand, "PATCH", "resync"]);
    expect(scene.table()).toMatchObject({ ...CURSOR, sync_frequency: "1hour" });
    isComplete(scene);
  });

  it("is tried again by the next run where its table could not be read", async () => {
    const scene = await atRest();
    const pull = await scene.bring("cursor", CURSOR);
    await scene.patch({ incremental_field: "id", incremental_field_type: "integer" });
    const byHand = scene.writes();

    const failing = await scene.whileUnreadable(() => scene.apply());

    expect(failing.failure?.code, failing.log).toBe("server-error");
    expect(scene.writes()).toEqual(byHand);
    expect(scene.outcome().standing.map((one) => one.pull)).toEqual([pull]);
    const ran = await scene.apply({ event: "schedule" });
    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.writes()).toEqual([...byHand, "resync"]);
    isComplete(scene);
  });

  it("is not imported where nobody approved it", async () => {
    const scene = await atRest();
    scene.merge(await scene.propose("cursor", CURSOR));
    await scene.patch({ incremental_field: "id", incremental_field_type: "integer" });
    const byHand = scene.writes();

    const ran = await scene.apply();

    expect(ran.failure, ran.log).toBeUndefined();
    expect(scene.writes()).toEqual(byHand);
  });
});

describe("an apply run asks GitHub", () => {
  it("little where nothing has happened, and a bounded number of times for one pull request", async () => {
    const scene = await atRest();
    const asked = async (): Promise<number> => {
      const before = scene.gh.requests.length;
      await scene.apply();
      return scene.gh.requests.length - before;
    };

    const idle = await asked();
    await scene.bring("hourly", HOURLY);
    const busy = await asked();

    expect(idle).toBeLessThanOrEqual(12);
    expect(busy).toBeLessThanOrEqual(60);
  });
});
