import { expect } from "vitest";
import type { RefusalCode } from "../../../src/model/github/refusal.js";
import type { ActionScene, PullScene, Situation, Unusual } from "../../support/github/action-scene.js";
import { inProcessScene } from "../../support/github/in-process.js";
import type { StepEnded } from "../../support/github/run-action.js";
import { liveOrders, orders, shop } from "../../support/shop.js";

type Members = Readonly<Record<string, unknown>>;

const TABLES = { "public.orders": "6hour", "public.customers": "6hour" };
const CURSOR = { incremental_field: "updated_at", incremental_field_type: "timestamp" };

/** A source file, by how often each table is synced. */
export const syncing = (often: Partial<typeof TABLES>, more: Members = {}): Members => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: Object.fromEntries(
    Object.entries({ ...TABLES, ...often }).map(([name, sync_frequency]) => [
      name,
      { ...CURSOR, sync_frequency, ...(name === "public.orders" ? more : {}) },
    ]),
  ),
});

/** Another cursor for orders, which is a wipe. */
export const byId = (consent: readonly Members[] = []): Members =>
  syncing({}, { incremental_field: "id", incremental_field_type: "integer", ...(consent.length > 0 && { consent }) });

/** As the comment on a pull request shows them to be pasted. */
export function consentsShown({ gh }: ActionScene, { number }: PullScene, reason = "agreed"): readonly Members[] {
  const shown = gh.commentsOn(number)[0]?.body.matchAll(/id: "?([0-9a-f]{8})"?, strategy: (\w+)/g) ?? [];
  const strategies = new Map([...shown].map(([, id = "", strategy = ""]) => [id, strategy]));
  return [...strategies].map(([id, strategy]) => ({ id, strategy, reason }));
}

/** The change of every story, and what the pull request after it brings beside it. */
export const HOURLY = syncing({ "public.orders": "1hour" });
const NEXT = { "public.customers": "24hour" };

/** Where these tables are, as `syncing` declares them. */
export const warehouseOf = (names: readonly string[] = Object.keys(TABLES)): Members =>
  shop(
    names.map((name, index) => orders({ name, id: `0199feed-0000-7000-8000-${String(index).padStart(12, "0")}` })),
    { jobs: [], live_source: { tables: names.map((name) => liveOrders({ name })) } },
    { server: { auto_progress: true, extensions: { runs: { start_seconds: 1, base_seconds: 30 } } } },
  );

/** A team whose ada opens what ben reviews. Eve may only read; cat may write as well. */
export interface Team extends ActionScene {
  /** by ada, and planned */
  propose(branch?: string, files?: Readonly<Record<string, string | null>>): Promise<PullScene>;
  /** what nearly every remedy asks for: the other table is touched, and what its plan shows is approved */
  bringNext(approve?: (pull: PullScene) => void): Promise<void>;
  land(pull: PullScene): Promise<StepEnded>;
}

export async function aTeam(
  policy: Members = {},
  source: Members = syncing({}),
  { names, ...situation }: { readonly names?: readonly string[] } & Pick<Situation, "first"> = {},
): Promise<Team> {
  const scene = await inProcessScene(warehouseOf(names), { source, policy, ...situation });
  scene.gh.person("cat", "write");
  const team: Team = {
    ...scene,
    async propose(branch = "hourly", files = scene.declaring(HOURLY)) {
      const pull = scene.open(branch, "ada", files);
      await planned(scene, pull);
      return pull;
    },
    async land(pull) {
      scene.merge(pull, "ada");
      return scene.apply();
    },
    async bringNext(approve = (pull) => scene.approve(pull, "ben")) {
      const often = { "public.orders": "1hour", ...NEXT };
      const pull = await team.propose("next", scene.declaring(syncing(often)));
      approve(pull);
      await expectGreen(team, pull);
      expectApplied(await team.land(pull));
      expect(frequencies(scene)).toMatchObject(often);
    },
  };
  return team;
}

export async function planned(scene: ActionScene, pull: PullScene, by = "ada", unusual: Unusual = {}): Promise<void> {
  const { code, log } = await scene.plan(pull, by, unusual);
  expect(code, log).toBe(0);
}

/** Red before the merge, on the head that is shown. */
export async function expectRed(scene: ActionScene, pull: PullScene, code: RefusalCode, says = /./): Promise<void> {
  const gate = await scene.gate(pull);
  expect(gate.code, gate.log).toBe(1);
  expect(gate.outputs["reason"], gate.log).toBe(code);
  expect(gate.summary).toMatch(says);
  expect(gateOn(scene, pull)).toBe("failure");
}

export async function expectGreen(scene: ActionScene, pull: PullScene): Promise<void> {
  const gate = await scene.gate(pull);
  expect(gate.code, gate.log).toBe(0);
  expect(gateOn(scene, pull)).toBe("success");
}

const gateOn = ({ gh, repo }: ActionScene, { branch }: PullScene): unknown =>
  gh.checks.findLast(({ sha, facts }) => sha === repo.tip(branch) && facts["name"] === "warehog/gate")?.facts[
    "conclusion"
  ];

/** The job fails with this reason, says what to do, and the warehouse has not noticed. */
export function expectRefused(
  scene: ActionScene,
  ended: StepEnded,
  code: RefusalCode | "checkout-incomplete",
  remedy: RegExp,
): void {
  expect(ended.code, ended.log).toBe(1);
  expect(ended.outputs["reason"], ended.summary + ended.log).toBe(code);
  expect(ended.summary + ended.log).toMatch(remedy);
  expect(scene.writes()).toEqual([]);
}

export function expectApplied({ code, log, summary, outputs }: StepEnded): void {
  expect(code, log + summary).toBe(0);
  expect(outputs["reason"]).toBe("");
}

export function frequencies({ sandbox }: Pick<ActionScene, "sandbox">): Members {
  const { sources } = sandbox.state() as { readonly sources: readonly { readonly schemas: readonly Members[] }[] };
  return Object.fromEntries(
    (sources[0]?.schemas ?? []).map(({ name, sync_frequency }) => [String(name), sync_frequency]),
  );
}
