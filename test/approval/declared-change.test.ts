import { describe, expect, it } from "vitest";
import { declaredChange } from "../../src/approval/declared-change.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";
import { aDesiredTable } from "../support/change.js";
import { aDesiredState } from "../support/planned.js";

const state = aDesiredState([aDesiredTable({ sync_frequency: "1hour" })], { policy: { min_approvals: 2 } });
const moved = { ...state, target: { ...state.target, project_id: 999 } };

describe("a change of the declaration", () => {
  it.each([
    { behaviour: "nothing", base: state, tip: state, tables: 0, target: "same" },
    { behaviour: "the first adoption", base: undefined, tip: state, tables: 1, target: "new" },
    { behaviour: "the end of a target", base: state, tip: undefined, tables: 1, target: "same" },
    { behaviour: "another project", base: state, tip: moved, tables: 0, target: "changed" },
  ])("$behaviour", ({ base, tip, tables, target }) => {
    const change = declaredChange({ base, tip, workflows_changed: [], policy: base?.policy });

    expect(change.tables).toHaveLength(tables);
    expect(change.target).toBe(target);
    expect(change.policy.min_approvals).toBe(base === undefined ? DEFAULT_POLICY.min_approvals : 2);
  });

  it("is judged under the policy of the project that it comes into, by whatever name its target goes", () => {
    const renamed = { ...state, target: { ...state.target, name: "another" } };

    const change = declaredChange({ base: undefined, tip: renamed, workflows_changed: [], policy: state.policy });

    expect(change.policy.min_approvals).toBe(2);
  });

  it("is judged under the old policy", () => {
    const lax = { ...state, policy: { ...state.policy, min_approvals: 0 } };

    const change = declaredChange({ base: state, tip: lax, workflows_changed: [], policy: state.policy });

    expect(change.policy.min_approvals).toBe(2);
  });
});
