import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { stringify } from "yaml";
import { systemClock } from "../../src/adapters/clock.js";
import { readOwed } from "../../src/adapters/read-owed.js";
import { journalPlace } from "../../src/commands/journal-place.js";
import { startSandbox } from "../../src/sandbox/start.js";
import type { Fault, Sandbox } from "../../src/sandbox/start.js";
import { runMain } from "../support/run-main.js";
import type { Ended } from "../support/run-main.js";
import { declaring, orders, shop } from "../support/shop.js";
import { KEY, projectYaml, writesOf } from "../support/workspace.js";
import { startCli } from "./cli-process.js";

type Members = Readonly<Record<string, unknown>>;

interface Scenario {
  readonly change: string;
  readonly declared: Members;
  readonly file?: Members;
  readonly writes: readonly string[];
  /** the write that makes the server import the table */
  readonly trigger: string;
}

const SCENARIOS: readonly Scenario[] = [
  {
    change: "a cursor change",
    declared: { incremental_field: "id", incremental_field_type: "integer" },
    writes: ["PATCH", "resync"],
    trigger: "resync",
  },
  {
    change: "a key change",
    declared: { primary_key_columns: ["tenant_id", "id"] },
    writes: ["PATCH", "delete_data", "PATCH", "reload"],
    trigger: "reload",
  },
  {
    change: "a switch to cdc",
    declared: { sync_type: "cdc" },
    file: { cdc: { management_mode: "posthog" } },
    writes: ["enable_cdc", "PATCH", "resync"],
    trigger: "resync",
  },
];

/** Where in the life of a write the process dies. */
const MOMENTS = [
  "before the server sees it",
  "when the server has done it and nobody was told",
  "right after the answer",
] as const;
type Moment = (typeof MOMENTS)[number];

const DEATHS = SCENARIOS.flatMap((scenario) =>
  scenario.writes.flatMap((write, index) => MOMENTS.map((moment) => ({ ...scenario, write, index, moment }))),
);

const FAST = { server: { auto_progress: true, extensions: { runs: { start_seconds: 0, base_seconds: 0.05 } } } };

const env = { POSTHOG_KEY: KEY };

interface Stage {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** in this process, as nobody kills it */
  warehog(...args: readonly string[]): Promise<Ended>;
  /** the built command line, whose process is killed at that write; how it ended */
  warehogKilledAt(index: number, moment: Moment, args: readonly string[]): Promise<NodeJS.Signals | null>;
}

async function aStage({ declared, file = {} }: Scenario): Promise<Stage> {
  let victim: { kill: (signal: "SIGKILL") => void } | undefined;
  let death: { readonly index: number; readonly moment: Moment } | undefined;
  let seen = 0;
  let dueNext = false;

  const die = (fault?: Fault): Fault | undefined => {
    death = undefined;
    dueNext = false;
    victim?.kill("SIGKILL");
    return fault;
  };
  const intercept = ({ method, path }: { readonly method: string; readonly path: string }): Fault | undefined => {
    if (death === undefined) return undefined;
    if (dueNext) return die({ kind: "hang-up", when: "before" });
    if (writesOf({ exchanges: [{ method, path, query: "", body: undefined, status: 0 }] }).length === 0)
      return undefined;
    if (seen++ !== death.index) return undefined;
    switch (death.moment) {
      case "before the server sees it":
        return die({ kind: "hang-up", when: "before" });
      case "when the server has done it and nobody was told":
        return die({ kind: "hang-up", when: "after" });
      case "right after the answer":
        dueNext = true; // the read-back or the first poll: the answer has been acknowledged by then
        return undefined;
    }
  };

  const sandbox = await startSandbox({ document: shop([orders()], {}, FAST), intercept });
  const folder = mkdtempSync(join(tmpdir(), "warehog-kill-"));
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, "warehouse"));
  writeFileSync(join(folder, "warehog.yaml"), projectYaml(sandbox.url));
  writeFileSync(join(folder, "warehouse/shop.yaml"), stringify({ version: 1, ...declaring(declared, file) }));
  return {
    sandbox,
    folder,
    warehog: (...args) => runMain(args, { cwd: folder, env, clock: systemClock() }),
    async warehogKilledAt(index, moment, args) {
      death = { index, moment };
      seen = 0;
      const { child, ended } = startCli(args, { cwd: folder, env });
      victim = child;
      return (await ended).signal;
    },
  };
}

const planIn = (folder: string) => JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));

describe("apply, killed", () => {
  it.each(DEATHS)("$change: at write $index ($write), $moment, and run again", async (scenario) => {
    const stage = await aStage(scenario);
    expect((await stage.warehog("plan", "--write-consent", "--out", "plan.json")).exit).toBe(0);
    const { digest, items } = planIn(stage.folder);
    const apply = ["apply", "plan.json", "--approve", digest, "--poll-seconds", "0.05"];

    expect(await stage.warehogKilledAt(scenario.index, scenario.moment, apply)).toBe("SIGKILL");
    const second = await stage.warehog(...apply);
    expect(second.exit, second.stderr + second.stdout).toBe(0);

    const last = await stage.warehog("plan", "--detailed-exitcode", "--out", "plan.json");
    expect(last.exit, last.stdout).toBe(0);
    expect(planIn(stage.folder).items).toEqual([]);
    expect(
      await readOwed(
        journalPlace({ root: stage.folder, cwd: stage.folder }, planIn(stage.folder).target).path,
        planIn(stage.folder).target,
      ),
    ).toEqual({
      ok: true,
      value: [],
    });

    const [source] = (stage.sandbox.state() as { sources: { schemas: Members[]; jobs: Members[] }[] }).sources;
    const [table] = source?.schemas ?? [];
    expect(table).toMatchObject({ ...scenario.declared, ...items[0].to, should_sync: true, status: "Completed" });
    expect(table).toMatchObject({ table: { row_count: 1000 }, internal: { reset_pipeline: false } });
    expect(source?.jobs.at(-1)).toMatchObject({ status: "Completed" });
    // The rows there now were all read under the new configuration.
    const reading = source?.jobs.findLast(({ rows_synced }) => rows_synced !== 0);
    expect(reading).toMatchObject({ status: "Completed", rows_synced: 1000 });

    const done = writesOf(stage.sandbox);
    const times = (name: string) => done.filter((write) => write === name).length;
    // A run in the very second of an answer after which nobody could look is not believed: one more reload, which reads what is new.
    const unseen = scenario.moment === "right after the answer" && done.at(-1) === "reload";
    expect(times("resync")).toBeLessThanOrEqual(scenario.moment === "right after the answer" ? 1 : 2);
    expect(times("reload")).toBeLessThanOrEqual(scenario.trigger === "reload" || unseen ? 2 : 1);
    if (scenario.moment === "right after the answer")
      expect([scenario.writes, [...scenario.writes, "reload"]]).toContainEqual(done);
  });
});
