import { describe, expect, it } from "vitest";
import { declaredChange, type Stretch } from "../../src/approval/declared-change.js";
import { guardsOf } from "../../src/approval/guards.js";
import type { DesiredState } from "../../src/model/desired.js";
import type { GuardChange, Guards } from "../../src/model/github/guards.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";
import { aDesiredTable } from "../support/change.js";
import { aDesiredState } from "../support/planned.js";

const table = aDesiredTable({ sync_frequency: "1hour" });
const state = aDesiredState([table], { policy: { min_approvals: 2 } });
const moved = { ...state, target: { ...state.target, project_id: 999 } };
const lax = { ...state, policy: { ...state.policy, min_approvals: 0 } };
const guarded = aDesiredState([{ ...table, protect: true }], { policy: { min_approvals: 2 } });

const TABLE = ["production/shop/public.orders"];
const LIFTED: GuardChange = {
  guard: "protection",
  address: "production/shop/public.orders",
  identity: JSON.stringify(["type Postgres shop", "public.orders"]),
};

const guards = (declared: DesiredState | undefined): Guards | undefined =>
  declared && guardsOf(declared, declared.policy);

type Over = Partial<Stretch> & { readonly inForce?: Guards };

const between = (
  base: DesiredState | undefined,
  tip: DesiredState | undefined,
  { inForce = guards(base), ...over }: Over = {},
) =>
  declaredChange(
    { base, tip, workflows_changed: [], guards: { base: guards(base), tip: guards(tip) }, ...over },
    inForce,
  );

describe("a change of the declaration", () => {
  it.each([
    { behaviour: "nothing", base: state, tip: state, tables: 0, target: "same" },
    { behaviour: "the first adoption", base: undefined, tip: state, tables: 1, target: "new" },
    { behaviour: "the end of a target", base: state, tip: undefined, tables: 1, target: "gone" },
    { behaviour: "another project", base: state, tip: moved, tables: 0, target: "changed" },
  ])("$behaviour", ({ base, tip, tables, target }) => {
    const change = between(base, tip);

    expect(change.tables).toHaveLength(tables);
    expect(change.target).toBe(target);
    expect(change.policy.min_approvals).toBe(base === undefined ? DEFAULT_POLICY.min_approvals : 2);
  });

  const cdc = { management_mode: "posthog" } as const;
  const asking = aDesiredState([table], { cdc, cdcEnabled: true });

  it.each([
    { behaviour: "a section that is new", base: state, tip: asking, tables: ["production/shop", ...TABLE] },
    { behaviour: "a section with a new source", base: undefined, tip: asking, tables: ["production/shop", ...TABLE] },
    {
      behaviour: "a section that says more",
      base: aDesiredState([table], { cdc }),
      tip: asking,
      tables: ["production/shop", ...TABLE],
    },
    { behaviour: "a section that stays", base: asking, tip: asking, tables: [] },
    { behaviour: "a source that is gone with its section", base: asking, tip: undefined, tables: TABLE },
  ])("owns what its source asks for: $behaviour", ({ base, tip, tables }) => {
    expect(between(base, tip).tables).toEqual(tables);
  });

  it("is judged under the policy of the project that it comes into, by whatever name its target goes", () => {
    const base = guardsOf(undefined, state.policy);

    const change = between(undefined, state, { guards: { base, tip: guards(state) }, inForce: base });

    expect(change.policy.min_approvals).toBe(2);
    expect(change.target).toBe("new");
  });
});

describe("what guards the tables", () => {
  const loosened = { guard: "policy", field: "min_approvals", from: "2", to: "0" };
  const turned = { guard: "target", field: "project_id", from: "12345", to: "999" };

  it.each([
    { behaviour: "the same", base: guarded, tip: guarded, guards: [] },
    { behaviour: "a policy", base: state, tip: lax, guards: [loosened] },
    { behaviour: "a target", base: state, tip: moved, guards: [turned] },
    {
      behaviour: "a protection that is lifted",
      base: guarded,
      tip: state,
      guards: [LIFTED],
    },
    { behaviour: "a protection that is new", base: state, tip: guarded, guards: [] },
    { behaviour: "the first adoption, which is guarded by nothing", base: undefined, tip: lax, guards: [] },
    {
      behaviour: "the end of a target, with the protection of its tables",
      base: guarded,
      tip: undefined,
      guards: [{ guard: "removal" }, LIFTED],
    },
  ])("$behaviour", ({ base, tip, guards: expected }) => {
    expect(between(base, tip).guards).toEqual(expected);
  });

  it("is judged under the old policy, and under the one in force where an earlier change of it was not approved", () => {
    expect(between(state, lax).policy.min_approvals).toBe(2);
    expect(between(lax, lax, { inForce: guardsOf(state, state.policy) }).policy.min_approvals).toBe(2);
  });

  it("is taken up by the next change that touches the target, and by no other", () => {
    const inForce = guardsOf(state, state.policy);
    const next = { ...lax, sources: aDesiredState([aDesiredTable({ sync_frequency: "6hour" })]).sources };

    expect(between(lax, next, { inForce }).guards).toEqual([loosened]);
    expect(between(lax, lax, { inForce }).guards).toEqual([]);
    expect(between(lax, state, { inForce }).guards).toEqual([]);
    expect(between(undefined, lax, { inForce }).guards).toEqual([loosened]);
    expect(between(undefined, undefined, { inForce }).guards).toEqual([]);
  });

  it("is told of a target that is new beside others", () => {
    const base = guardsOf(undefined, state.policy);

    expect(between(undefined, state, { guards: { base, tip: guards(state) }, inForce: base }).guards).toMatchObject([
      { guard: "target", field: "host", from: null },
      { guard: "target", field: "project_id", from: null, to: "12345" },
      { guard: "target", field: "api_key_env", from: null },
    ]);
  });
});
