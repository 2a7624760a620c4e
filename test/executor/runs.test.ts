import { describe, expect, it } from "vitest";
import { CURSOR, FREQUENCY, KEY, expectConverged, verbs } from "./casts.js";
import { Scene } from "./scene.js";

describe("a run", () => {
  it("that fails leaves the import owed, with what the table says of it", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.endings.push({ status: "Failed", latest_error: "column created_at does not exist" });

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", step: "await", code: "run-failed", owed: ["await", "verify"] });
    expect(outcome?.job).toMatchObject({ status: "Failed" });
    expect(outcome?.after?.latest_error).toBe("column created_at does not exist");
    expect(outcome?.message).not.toContain("created_at");
  });

  it("that failed is asked for again, by a reload, when somebody applies again", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.table.endings.push({ status: "Failed", latest_error: "no route to host" });
    await scene.apply();

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(verbs(scene)).toEqual(["patch", "resync", "reload"]);
    expectConverged(scene);
  });

  it("that fails again fails the item again, without end of trying", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const down = { status: "Failed", latest_error: "no route to host" };
    scene.table.endings.push(down, down);
    await scene.apply();

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", code: "run-failed" });
    expect(verbs(scene)).toEqual(["patch", "resync", "reload"]);
  });

  it("that the schedule begins between patch and reload is as good as the one asked for", async () => {
    const scene = new Scene({ tables: [KEY] });
    const { reload } = scene.warehouse;
    scene.warehouse.reload = async (id) => {
      await scene.clock.sleep(1500);
      scene.table.begin(scene.clock.now());
      await scene.clock.sleep(1500);
      return reload(id);
    };

    const [outcome] = await scene.apply();

    expect(outcome?.state).toBe("applied");
    expect(scene.table.runs).toHaveLength(1);
    expect(verbs(scene).filter((verb) => verb === "reload")).toHaveLength(1);
  });
});

describe("an edit by somebody else", () => {
  it("during the run fails the item, which names what no longer stands", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    scene.clock.at(scene.clock.now() + 10_000, () => scene.table.write({ incremental_field: "id" }, scene.clock.now()));

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "failed", step: "verify", code: "read-back-differs", owed: ["verify"] });
    expect(outcome?.message).toContain("incremental_field");
  });
});

describe("a journal that takes no entry", () => {
  it("keeps the item from being written at all", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "append", how: "500-before" }] });

    expect(outcome).toMatchObject({ state: "refused", code: "journal-unwritable", message: "the disk is full" });
    expect(verbs(scene)).toEqual([]);
  });

  it("stops the item before its next write", async () => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "append", nth: 4, how: "500-before" }] });

    expect(outcome).toMatchObject({ state: "failed", step: "import", code: "journal-unwritable" });
    expect(verbs(scene)).toEqual(["patch"]);
    expect((await scene.apply())[0]?.state).toBe("applied");
    expectConverged(scene);
  });

  it("does not take a proved item for done before it is closed", async () => {
    const scene = new Scene({ tables: [FREQUENCY] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "append", nth: 4, how: "500-before" }] });

    expect(outcome).toMatchObject({ state: "failed", step: "verify", code: "journal-unwritable" });
    expect((await scene.apply())[0]?.state).toBe("already");
    expect(scene.journal.owed()).toEqual([]);
  });
});

describe("a bug in one item", () => {
  it("comes out as what it is, after the others have ended", async () => {
    const scene = new Scene({ tables: [FREQUENCY, { ...CURSOR, name: "other" }] });
    const { readTable } = scene.warehouse;
    scene.warehouse.readTable = (id) => {
      if (id === "schema-0") throw new TypeError("undefined is not a function");
      return readTable(id);
    };

    await expect(scene.apply()).rejects.toThrow(TypeError);

    expect(scene.warehouse.look("schema-1").jobs).toMatchObject({ value: [{ status: "Completed" }] });
  });
});
