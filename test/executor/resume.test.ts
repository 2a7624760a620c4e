import { describe, expect, it } from "vitest";
import type { DesiredTable } from "../../src/model/desired.js";
import { importedUnder } from "../support/fake-engine.js";
import { Scene, type Cast } from "./scene.js";

const CURSOR = {
  declared: { incremental_field: "created_at", incremental_field_type: "datetime" },
  strategy: "resync",
} satisfies Cast;
const KEY = { declared: { primary_key_columns: ["tenant_id", "id"] } } satisfies Cast;

const verbs = ({ warehouse }: Scene): readonly string[] => warehouse.writes.map(({ verb }) => verb);
const imports = (scene: Scene): readonly string[] =>
  verbs(scene).filter((verb) => verb === "resync" || verb === "reload");

/** An item whose resync was asked for and not seen. */
async function begun(cast: Cast): Promise<Scene> {
  const scene = new Scene({ tables: [cast] });
  await scene.apply({ wait: false });
  return scene;
}

describe("an item that was begun", () => {
  it("is closed without a write when its run was seen and only the closing is left", async () => {
    const scene = await begun(CURSOR);
    await scene.apply({ troubles: [{ verb: "append", nth: 2, how: "500-before" }] });
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
    const [item] = scene.approved;
    const consent: DesiredTable["consent"] = [
      {
        id: item?.id ?? "",
        strategy: "keep",
        reason: "history is enough",
        at: { file: "shop.yaml", line: 1, column: 1 },
      },
    ];

    const outcomes = await scene.agree(consent);

    expect(outcomes.map(({ state }) => state)).toEqual(["already"]);
    expect(imports(scene)).toEqual(["resync"]);
    expect(scene.journal.entries.at(-1)).toMatchObject({ event: "closed", item: item?.id, why: "given-up" });
    expect(scene.plan()).toEqual([]);
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
