import { describe, expect, it } from "vitest";
import { guardChanges } from "../../src/approval/guards.js";
import { strictest } from "../../src/approval/strictest.js";
import type { Policy } from "../../src/model/policy.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";
import { IN_FORCE } from "../support/in-force.js";

const under = (policy: Partial<Policy>) => ({ ...IN_FORCE, policy: { ...DEFAULT_POLICY, ...policy } });
const limits = { max_tables: 5, max_rows: 100 };

describe("of two sets of guards the strictest", () => {
  it.each<{ readonly strict: Partial<Policy>; readonly lax: Partial<Policy> }>([
    { strict: { min_approvals: 2 }, lax: { min_approvals: 0 } },
    { strict: { destructive: limits }, lax: { destructive: { ...limits, max_rows: 101 } } },
    { strict: { destructive: limits }, lax: { destructive: { ...limits, max_tables: 6 } } },
    { strict: { when_running: "refuse" }, lax: { when_running: "wait" } },
    { strict: { when_running: "wait" }, lax: { when_running: "cancel" } },
    { strict: { unlisted: "report" }, lax: { unlisted: "ignore" } },
    { strict: { may_invalidate: "resync" }, lax: { may_invalidate: "rebuild" } },
    { strict: { may_invalidate: "rebuild" }, lax: { may_invalidate: "keep" } },
    { strict: { pushers_may_approve: false }, lax: { pushers_may_approve: true } },
  ])("has $strict, not $lax, whichever comes first", ({ strict, lax }) => {
    expect(strictest(under(strict), under(lax))).toEqual(under(strict));
    expect(strictest(under(lax), under(strict))).toEqual(under(strict));
    expect(strictest(under(lax), under(lax))).toEqual(under(lax));
  });

  it("protects what either protects, once", () => {
    const other = { address: "production/shop-postgres/customers", identity: "shop-postgres/customers" };
    const both = [...IN_FORCE.protected, other];

    expect(strictest({ ...IN_FORCE, protected: [other] }, IN_FORCE).protected).toEqual(both);
    expect(strictest(IN_FORCE, { ...IN_FORCE, protected: both }).protected).toEqual(both);
  });

  it("sends the key where the first does: no place is stricter than another", () => {
    const target = { host: "https://example.org", project_id: 1, api_key_env: "OTHER_KEY" };
    const moved = strictest(IN_FORCE, { ...IN_FORCE, target });

    expect(guardChanges(IN_FORCE, moved)).toEqual([]);
    expect(strictest({ ...IN_FORCE, target: null }, IN_FORCE).target).toBeNull();
  });
});
