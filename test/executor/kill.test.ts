import { array, assert, asyncProperty, boolean, constantFrom, nat, record } from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/model/journal.js";
import { KillSignal, type Kill, type Trouble, type Verb } from "../support/switchboard.js";
import { CDC, CURSOR, expectConverged, KEY } from "./casts.js";
import { Scene, type Cast } from "./scene.js";

const CASTS = {
  "a cursor change with a resync": CURSOR,
  "a key change, which deletes and reloads": KEY,
  "a switch to CDC": CDC,
} satisfies Record<string, Cast>;

const aScene = (cast: Cast) => new Scene({ tables: [cast], source: { cdc: { management_mode: "posthog" } } });

/** Applies until the process dies; the journal and the server are as it left them. */
async function applyUntil(scene: Scene, ports: { kill: Kill; troubles?: readonly Trouble[] }): Promise<void> {
  await scene.apply(ports).catch((cause: unknown) => {
    if (!(cause instanceof KillSignal)) throw cause;
  });
}

const count = ({ warehouse }: Scene, ...verbs: readonly Verb[]): number =>
  warehouse.writes.filter(({ verb }) => verbs.includes(verb)).length;
const imports = (scene: Scene): number => count(scene, "resync", "reload");

/** Steps that went out again although the journal held the server's answer. */
function repeated(entries: readonly JournalEntry[]): readonly string[] {
  const acknowledged = new Set<string>();
  return entries.flatMap((entry) => {
    if (entry.event === "ack") acknowledged.add(entry.step);
    // A hold only looks.
    const writes = entry.event === "intent" && entry.step !== "hold";
    return writes && acknowledged.has(entry.step) ? [entry.step] : [];
  });
}

function expectFinished(scene: Scene): void {
  expectConverged(scene);
  expect(scene.table.settings.should_sync).toBe(true);
}

async function callsOf(cast: Cast): Promise<number> {
  const scene = aScene(cast);
  await scene.apply();
  expectFinished(scene);
  return scene.board.calls();
}

describe.each(Object.entries(CASTS))("%s, killed at any call", (_name, cast: Cast) => {
  it.each([
    { pause: "at once", ms: 0 },
    { pause: "while a run may be in progress", ms: 10_000 },
    { pause: "when a run has ended", ms: 600_000 },
  ])("is finished by a second apply $pause", async ({ ms }) => {
    const calls = await callsOf(cast);
    for (let at = 0; at < calls; at++)
      for (const when of ["before", "after"] as const) {
        const scene = aScene(cast);
        await applyUntil(scene, { kill: { at, when } });
        const before = { imports: imports(scene), resyncs: count(scene, "resync") };
        const told = (event: JournalEntry["event"], step: string): boolean =>
          scene.journal.entries.some((entry) => entry.event === event && "step" in entry && entry.step === step);
        const [acknowledged, lookedAt] = [told("ack", "import"), told("intent", "await")];
        await scene.clock.sleep(ms);

        const [outcome] = await scene.apply();

        expect({ at, when, state: outcome?.state }).toEqual({
          at,
          when,
          state: expect.stringMatching(/applied|already/),
        });
        expectFinished(scene);
        expect(repeated(scene.journal.entries)).toEqual([]);
        expect(imports(scene)).toBeGreaterThan(0);
        // Without a look after the answer, a run in its very second is not believed: one more reload, never a resync.
        expect(imports(scene) - before.imports).toBeLessThanOrEqual(lookedAt ? 0 : 1);
        expect(count(scene, "resync") - before.resyncs).toBeLessThanOrEqual(acknowledged ? 0 : 1);
      }
  });

  it("is finished after any series of kills, of lost answers and of scheduled runs", async () => {
    const calls = await callsOf(cast);
    const kill = record({ at: nat(calls), when: constantFrom("before" as const, "after" as const) });
    const trouble = record({
      verb: constantFrom("patch" as const, "reload" as const, "resync" as const, "deleteData" as const),
      how: constantFrom("lost-before" as const, "lost-after" as const, "500-after" as const, "dropped" as const),
    });
    const troubles = array(trouble, { maxLength: 2 });
    const visit = record({
      kill,
      troubles,
      pauseMs: constantFrom(0, 700, 10_000, 600_000),
      scheduled: boolean(),
    });
    await assert(
      asyncProperty(array(visit, { minLength: 1, maxLength: 4 }), async (visits) => {
        const scene = aScene(cast);
        for (const { pauseMs, scheduled, ...ports } of visits) {
          await applyUntil(scene, ports);
          if (scheduled && scene.table.settings.should_sync === true) scene.table.trigger(scene.clock.now());
          await scene.clock.sleep(pauseMs);
        }

        await scene.apply();

        // A run that came while nobody can tell whether the patch was saved is told, and the table rests.
        const isTold = scene.journal.entries.some((entry) => entry.event === "closed" && entry.why === "overlapped");
        if (isTold && visits.some(({ scheduled }) => scheduled)) {
          expect(scene.table.settings.should_sync).toBe(false);
          return;
        }
        expectFinished(scene);
        expect(repeated(scene.journal.entries)).not.toContain("import");
      }),
      { seed: 1122, numRuns: 40 },
    );
  });
});
