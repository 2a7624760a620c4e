import pLimit from "p-limit";
import { describe, expect, it } from "vitest";
import { beat } from "../../src/executor/beat.js";
import { tableFeed } from "../../src/executor/table-feed.js";
import type { ServiceFault } from "../../src/model/fault.js";
import { err, ok } from "../../src/model/result.js";
import { aTable } from "../support/change.js";
import { virtualClock } from "../support/virtual-clock.js";
import { CURSOR, expectConverged, FREQUENCY, verbs } from "./casts.js";
import { Scene } from "./scene.js";

const GONE: ServiceFault = { kind: "status", call: "GET", status: 404, reason: "not-found", attr: undefined };
const BROKEN: ServiceFault = { kind: "shape", call: "GET", detail: "html" };
const LOST: ServiceFault = { kind: "transport", call: "GET", detail: "lost" };

/** A source of the tables a and b; `c` is gone. */
function aFeed(trouble?: ServiceFault) {
  const clock = virtualClock();
  const lane = pLimit(1);
  const calls: string[] = [];
  const tables = [aTable({ id: "a" }), aTable({ id: "b" })];
  const warehouse = {
    readTable: async (id: string) => {
      calls.push(id);
      const value = tables.find((table) => table.id === id);
      return value === undefined ? err(GONE) : ok({ value, serverTime: 0 });
    },
    readSource: async (id: string) => {
      calls.push(id);
      return trouble === undefined ? ok({ value: tables, serverTime: 0 }) : err(trouble);
    },
  };
  return { feed: tableFeed({ warehouse, clock, gatherMs: 200, lane }, "source"), calls, clock, lane };
}

describe("tables of one source that are looked at together", () => {
  it("share one call, which begins after the last of them was asked about", async () => {
    const { feed, calls, clock } = aFeed();
    const first = feed.read("a");
    await clock.sleep(100);
    expect(calls).toEqual([]);
    const second = feed.read("b");

    expect(await first).toMatchObject({ ok: true, value: { value: { id: "a" } } });
    expect(await second).toMatchObject({ ok: true, value: { value: { id: "b" } } });
    expect(calls).toEqual(["source"]);
  });

  it("are not answered from a call that began before they were asked about", async () => {
    const { feed, calls } = aFeed();
    await feed.read("a");
    await feed.read("a");

    expect(calls).toEqual(["a", "a"]);
  });

  it.each([
    { behaviour: "a table that the source lacks says so itself", trouble: undefined, calls: ["source", "c"] },
    {
      behaviour: "a source that cannot be understood hides none of them",
      trouble: BROKEN,
      calls: ["source", "a", "c"],
    },
  ])("but $behaviour", async ({ trouble, calls: expected }) => {
    const { feed, calls } = aFeed(trouble);

    const [a, c] = await Promise.all([feed.read("a"), feed.read("c")]);

    expect(a).toMatchObject({ ok: true, value: { value: { id: "a" } } });
    expect(c).toEqual(err(GONE));
    expect(calls).toEqual(expected);
  });

  it("fail together where the call was lost", async () => {
    const { feed, calls } = aFeed(LOST);

    expect(await Promise.all([feed.read("a"), feed.read("b")])).toEqual([err(LOST), err(LOST)]);
    expect(calls).toEqual(["source"]);
  });

  it("are read back after the writes that stand in the lane, and with theirs", async () => {
    const { feed, calls, clock, lane } = aFeed();
    const write = (id: string) =>
      lane(async () => {
        await clock.sleep(1000);
        calls.push(`write ${id}`);
      }).then(() => feed.readBack(id));

    await Promise.all([write("a"), write("b")]);

    expect(calls).toEqual(["write a", "write b", "source"]);
  });
});

describe("the beat of a source", () => {
  it("lets waits end together that would end about the same time, and none end late or before its half", async () => {
    const clock = virtualClock();
    const began = clock.now();
    const wait = beat(clock);
    const ends: [number, number][] = [];
    const waits = [8000, 9000, 20_000, 4000].map((ms) =>
      wait(ms / 2, ms).then(() => ends.push([ms, clock.now() - began])),
    );

    await Promise.all(waits);

    expect(ends).toEqual([
      [4000, 4000],
      [8000, 8000],
      [9000, 8000],
      [20_000, 20_000],
    ]);
  });
});

describe("items that began one after another", () => {
  it("share the looks at their jobs all the same", async () => {
    const scene = new Scene({ tables: Array.from({ length: 5 }, (_, n) => ({ ...CURSOR, name: `table_${n}` })) });
    for (const table of scene.tables) table.runMs = 600_000;

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => "applied"));
    // Each by itself, they would take 226.
    expect(scene.warehouse.reads.filter((verb) => verb === "jobs").length).toBeLessThan(80);
  });
});

const ID_CURSOR = { incremental_field: "id", incremental_field_type: "integer" } as const;

const slowly = (scene: Scene, meanwhile: () => void) => {
  let asked = 0;
  const replan: Scene["replan"] = async (...question) => {
    const planned = await scene.replan(...question);
    if (asked++ > 0) return planned;
    await scene.clock.sleep(1_800_000); // what the planner asks waits for the limits
    meanwhile();
    return planned;
  };
  return { replan, asked: () => asked };
};

describe("an item that was planned for long after its look", () => {
  it("is looked at again: an edit in between is not written over", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const { replan } = slowly(scene, () => scene.table.write(ID_CURSOR, scene.clock.now()));

    const [outcome] = await scene.apply({ replan });

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed" });
    expect(verbs(scene)).toEqual([]);
  });

  it("is not planned again where nothing was edited, or slow answers would never let it go", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    const { replan, asked } = slowly(scene, () => {});

    const [outcome] = await scene.apply({ replan });

    expect(outcome?.state).toBe("applied");
    expect(asked()).toBe(1);
  });
});

describe("an item whose table cannot be read", () => {
  it.each(["500-before", "lost-before", "html-after"] as const)("is written nothing to: %s", async (how) => {
    const scene = new Scene({ tables: [CURSOR] });

    const [outcome] = await scene.apply({ troubles: [{ verb: "readTable", how }] });

    expect(outcome).toMatchObject({ state: "refused", step: null, owed: [] });
    expect(verbs(scene)).toEqual([]);
    expect(scene.journal.owed()).toEqual([]);
  });

  it("fails alone where the source lacks it, and not its neighbours", async () => {
    const scene = new Scene({ tables: [FREQUENCY, { ...FREQUENCY, name: "public.gone" }] });
    const { readSource } = scene.warehouse;
    scene.warehouse.readSource = async () => {
      const all = await readSource();
      return all.ok ? ok({ ...all.value, value: all.value.value.filter(({ name }) => name !== "public.gone") }) : all;
    };
    const { readTable } = scene.warehouse;
    scene.warehouse.readTable = async (id) => (id === "schema-1" ? err(GONE) : readTable(id));

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state, code }) => [state, code])).toEqual([
      ["applied", null],
      ["refused", "not-found"],
    ]);
    expect(scene.warehouse.writes.map(({ table }) => table)).toEqual(["public.table_0"]);
  });
});

describe("a stop while items of a source wait for each other", () => {
  it("lets the write end that is on its way, and no other begin", async () => {
    const names = ["a", "b", "c"];
    const scene = new Scene({ tables: names.map((name) => ({ ...FREQUENCY, name })) });
    let requested = false;
    const { patch } = scene.warehouse;
    scene.warehouse.patch = async (...call) => {
      requested = true;
      return patch(...call);
    };

    const outcomes = await scene.apply({
      stop: {
        get requested() {
          return requested;
        },
      },
    });

    expect(verbs(scene)).toEqual(["patch"]);
    expect(outcomes.map(({ state }) => state)).toEqual(["interrupted", "skipped", "skipped"]);
    expect(scene.journal.owed()).toHaveLength(1);
  });
});

describe("an item whose write waited too long for its turn", () => {
  it("is judged again upon a new look: an edit in between is not written over", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    let waits = 0;
    scene.warehouse.roomToWrite = async () => {
      if (waits++ > 0) return;
      await scene.clock.sleep(60_000);
      scene.table.write(ID_CURSOR, scene.clock.now());
    };

    const [outcome] = await scene.apply();

    expect(outcome).toMatchObject({ state: "refused", code: "plan-changed" });
    expect(verbs(scene)).toEqual([]);
  });

  it("goes on where nothing has changed", async () => {
    const scene = new Scene({ tables: [CURSOR] });
    let waits = 0;
    scene.warehouse.roomToWrite = async () => {
      if (waits++ === 0) await scene.clock.sleep(60_000);
    };

    const outcomes = await scene.apply();

    expect(outcomes.map(({ state }) => state)).toEqual(["applied"]);
    expect(scene.warehouse.reads.filter((verb) => verb === "readTable").length).toBeGreaterThan(2);
    expectConverged(scene);
  });
});
