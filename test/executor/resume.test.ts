import { describe, expect, it } from "vitest";
import type { DesiredTable } from "../../src/model/desired.js";
import { importedUnder } from "../support/fake-engine.js";
import { KillSignal } from "../support/switchboard.js";
import { CDC, CURSOR, expectConverged, KEY, verbs } from "./casts.js";
import { Scene, type Cast } from "./scene.js";
import { ok } from "../../src/model/result.js";

const imports = (scene: Scene): readonly string[] =>
  verbs(scene).filter((verb) => verb === "resync" || verb === "reload");

/** An item whose resync was asked for and not seen. */
async function begun(cast: Cast): Promise<Scene> {
  const scene = new Scene({ tables: [cast] });
  await scene.apply({ wait: false });
  return scene;
}

/** A switch to CDC that died when capture was on and nothing of the table was touched yet. */
async function killedAfterEnabling(): Promise<Scene> {
  for (let at = 0; ; at++) {
    const scene = new Scene({ tables: [CDC], source: { cdc: { management_mode: "posthog" } } });
    await scene.apply({ kill: { at, when: "after" } }).catch((cause: unknown) => {
      if (!(cause instanceof KillSignal)) throw cause;
    });
    if (verbs(scene).includes("enableCdc")) return scene;
  }
}

const VERIFY = [{ kind: "verify" }] as const;

/** The consent by which people give up the import of the first item. */
const givingUp = ({ approved }: Scene): DesiredTable["consent"] =>
  approved.map(({ id, at }) => ({ id, at, strategy: "keep", reason: "history is enough" }));

describe("an item that was begun", () => {
  it("is closed without a write when its run was seen and only the closing is left", async () => {
    const scene = await begun(CURSOR);
    await scene.apply({ troubles: [{ verb: "append", nth: 3, how: "500-before" }] });
    expect(scene.journal.owed()).toHaveLength(1);

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "already", owed: [] });
    expect(imports(scene)).toEqual(["resync"]);
    expect(scene.journal.owed()).toEqual([]);
  });

  it("runs its import although somebody else reverted and repeated its patch", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    await scene.apply({ troubles: [{ verb: "resync", how: "400-before" }] });

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(scene.table.rows).toEqual([importedUnder(scene.table.settings)]);
  });

  it("gives up its import only by consent, and says so in the journal", async () => {
    const scene = await begun(CURSOR);
    const outcomes = await scene.agree(givingUp(scene));

    expect(outcomes.map(({ state }) => state)).toEqual(["already"]);
    expect(imports(scene)).toEqual(["resync"]);
    expect(scene.journal.entries.at(-1)).toMatchObject({ event: "closed", why: "given-up" });
    expect(scene.plan()).toEqual([]);
  });

  it("is recorded anew when its import is given up before its patch, for the next apply to know", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    await scene.apply({ troubles: [{ verb: "patch", how: "400-before" }] });

    await scene.agree(givingUp(scene), [{ verb: "patch", how: "400-before" }]);

    expect(scene.journal.owed()).toMatchObject([{ record: { strategy: "keep" } }]);
    expect(scene.journal.owed()[0]?.record.steps.map(({ kind }) => kind)).not.toContain("import");
  });

  it("is begun anew, under the plan of now, where nothing but a hold went out", async () => {
    const scene = new Scene({ tables: [CURSOR], policy: { when_running: "cancel" } });
    scene.table.begin(scene.clock.now());
    await scene.apply({ troubles: [{ verb: "cancel", how: "400-before" }] });

    await scene.apply();

    expect(scene.journal.entries.filter(({ event }) => event === "opened").length).toBeGreaterThan(1);
    expect(scene.plan()).toEqual([]);
  });

  it("is not taken for done because nothing is planned for it any more", async () => {
    const scene = await begun(CURSOR);

    const [outcome] = await scene.apply({ replan: async () => ok(undefined) });

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed", owed: ["await", "verify"] });
    expect(scene.journal.owed()).toHaveLength(1);
  });

  it("is closed when nothing is planned for it any more and its run was seen", async () => {
    const scene = await begun(CURSOR);
    await scene.apply({ troubles: [{ verb: "append", nth: 3, how: "500-before" }] });

    const [outcome] = await scene.apply({ replan: async () => ok(undefined) });

    expect(outcome).toMatchObject({ state: "already", owed: [] });
    expect(scene.journal.owed()).toEqual([]);
  });

  it("and touched no row takes nothing from the item after it, whose values another hand has written", async () => {
    const scene = await killedAfterEnabling();
    const [old] = scene.journal.owed();
    scene.declare("public.table_0", CURSOR.declared);
    scene.consent();
    const approved = scene.plan();
    expect(approved).toMatchObject([{ resumes: old?.record.id }]);
    scene.table.write(CURSOR.declared, scene.clock.now());
    expect(scene.plan()).toEqual([]);

    const outcomes = await scene.apply({ approved });

    expect(outcomes).toMatchObject([{ state: "applied" }]);
    expect(imports(scene)).toEqual(["resync"]);
    expectConverged(scene);
  });

  it("ends with the item that takes its place, even if that one has nothing to write", async () => {
    const scene = await begun(CURSOR);
    const approved = scene.approved.map((item) => ({ ...item, id: "bbbb0002", resumes: item.id, steps: VERIFY }));

    const outcomes = await scene.apply({
      approved,
      replan: async () => ok(approved[0]),
      covers: () => ({ covered: true }),
    });

    expect(outcomes).toMatchObject([{ id: "bbbb0002", state: "already" }]);
    expect(scene.journal.entries.at(-1)).toMatchObject({ event: "closed", why: "superseded" });
    expect(scene.journal.owed()).toEqual([]);
  });

  it("hands what it owes to the item that takes its place", async () => {
    const scene = await begun(CURSOR);
    scene.declare("public.table_0", { incremental_field: "id", incremental_field_type: "integer" });

    const outcomes = await scene.agree();

    expect(outcomes).toMatchObject([{ state: "applied" }]);
    expect(scene.journal.owed()).toEqual([]);
    expect(scene.table.rows).toEqual(["incremental id id"]);
    expect(scene.plan()).toEqual([]);
  });

  it("stays owed the pause that it made, whoever carries it on", async () => {
    const scene = new Scene({ tables: [KEY] });
    await scene.apply({ troubles: [{ verb: "deleteData", how: "400-before" }] });
    expect(scene.table.settings.should_sync).toBe(false);
    scene.declare("public.table_0", { primary_key_columns: ["tenant_id"] });

    const outcomes = await scene.agree();

    expect(outcomes.map(({ state, message }) => [state, message])).toEqual([["applied", expect.any(String)]]);
    expect(scene.table.settings).toMatchObject({ should_sync: true, primary_key_columns: ["tenant_id"] });
    expect(scene.journal.owed()).toEqual([]);
    expect(scene.plan()).toEqual([]);
  });
});
