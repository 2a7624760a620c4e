import type { Guards } from "../model/github/guards.js";
import type { Policy } from "../model/policy.js";

/** Of each guard the stricter one; the target is that of the first, for no place of a key is stricter than another. */
export function strictest(a: Guards, b: Guards): Guards {
  const known = new Set(b.protected.map(({ identity }) => identity));
  return {
    policy: strictestPolicy(a.policy, b.policy),
    target: a.target,
    protected: [...b.protected, ...a.protected.filter(({ identity }) => !known.has(identity))],
  };
}

const strictestPolicy = (a: Policy, b: Policy): Policy => ({
  min_approvals: Math.max(a.min_approvals, b.min_approvals),
  destructive: {
    max_tables: Math.min(a.destructive.max_tables, b.destructive.max_tables),
    max_rows: Math.min(a.destructive.max_rows, b.destructive.max_rows),
  },
  when_running: first(["refuse", "wait", "cancel"], a.when_running, b.when_running),
  unlisted: first(["report", "ignore"], a.unlisted, b.unlisted),
  may_invalidate: first(["resync", "rebuild", "keep"], a.may_invalidate, b.may_invalidate),
  pushers_may_approve: a.pushers_may_approve && b.pushers_may_approve,
});

/** @param order  of all values, from the strictest */
const first = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(b) < order.indexOf(a) ? b : a);
