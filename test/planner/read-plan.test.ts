import { describe, expect, it } from "vitest";
import { fc } from "../support/fixed-seed.js";
import type { Plan } from "../../src/model/plan.js";
import { SYNC_TYPES, type DeclaredSettings } from "../../src/model/settings.js";
import { checksumOf } from "../../src/planner/identity.js";
import { readPlan } from "../../src/planner/read-plan.js";
import { writePlan } from "../../src/planner/write-plan.js";
import { aDesiredTable, aSource, aTable, aWebhook, BEFORE, DECLARED, read } from "../support/change.js";
import { aDesiredState, aLiveState, onlyItem, owedBy, planOf, withValues } from "../support/planned.js";

const off = aSource({ cdc: { enabled: false }, webhook: read(aWebhook({ exists: false })) });
const CHANGES: readonly DeclaredSettings[] = [
  { sync_frequency: "1hour", should_sync: false },
  { incremental_field: "created_at", row_filters: [{ column: "id", operator: "IN", value: [1, 2] }] },
  { primary_key_columns: ["tenant_id", "id"], enabled_columns: null },
  { full_refresh_interval_days: 7 },
  ...Object.values(DECLARED),
];
const planFor = (declared: DeclaredSettings, before: keyof typeof BEFORE = "incremental"): Plan =>
  planOf({
    desired: aDesiredState([aDesiredTable(declared), aDesiredTable({}, { name: "public.nowhere" })], {
      cdc: { management_mode: "self_managed", slot_name: "slot" },
      webhook: { inputs: { signing_secret: { env: "STRIPE_WEBHOOK_SECRET" } } },
    }),
    live: aLiveState([aTable({ settings: BEFORE[before] })], { source: { cdc: off.cdc, webhook: off.webhook } }),
  });

const plan = planFor({ sync_frequency: "1hour" });
const [item] = plan.items;
const codeOf = (text: string): string => {
  const result = readPlan(text);
  return result.ok ? "ok" : result.error.code;
};
/** As by somebody who knows how to write the checksum anew. */
const sealed = (value: object): string => JSON.stringify({ ...value, checksum: checksumOf(value) });
const edit = (change: object): object => ({ ...plan, items: [{ ...item, ...change }] });

describe("a plan file", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHANGES), fc.constantFrom(...SYNC_TYPES), (declared, before) => {
        const written = planFor(declared, before);

        expect(readPlan(writePlan(written))).toEqual({ ok: true, value: written });
      }),
    );
  });

  it("is read where it resumes an unfinished item", () => {
    const cursor = { incremental_field: "created_at" } as const;
    const desired = aDesiredState([aDesiredTable(cursor)]);
    const begun = onlyItem(planOf({ desired, live: aLiveState([aTable()]) }));
    const journal = [owedBy(begun, { patch: "ack" })];
    const written = planOf({ desired, live: aLiveState([withValues(aTable(), begun.to)]), journal });

    expect(onlyItem(written).resumes).toBe(begun.id);
    expect(readPlan(writePlan(written))).toEqual({ ok: true, value: written });
  });

  it.each<[behaviour: string, code: string, value: string | object]>([
    ["that is no JSON is invalid", "plan-invalid", "{"],
    ["that is no object is invalid", "plan-invalid", "[]"],
    ["without a version is invalid", "plan-invalid", { items: [] }],
    ["of a later version is refused for it, whatever else it holds", "plan-version", { version: 2 }],
    ["of other rules is refused for it", "plan-version", { ...plan, rules_version: 0 }],
    ["with a field too many is invalid", "plan-invalid", { ...plan, extra: 1 }],
    ["with a step that nobody knows is invalid", "plan-invalid", edit({ steps: [{ kind: "drop" }] })],
    ["with a step that lacks its part is invalid", "plan-invalid", edit({ steps: [{ kind: "patch" }] })],
    ["with another aim was edited", "plan-edited", edit({ to: { sync_frequency: "5min" } })],
    ["with a milder effect was edited", "plan-edited", edit({ effect: "none" })],
    [
      "with another patch was edited",
      "plan-edited",
      edit({ steps: [{ kind: "patch", body: { should_sync: false } }] }),
    ],
    ["with another id was edited", "plan-edited", edit({ id: "00000000" })],
    ["with another hash was edited", "plan-edited", edit({ hash: "0".repeat(64) })],
    ["for another project was edited", "plan-edited", { ...plan, target: { ...plan.target, project_id: 99 } }],
    ["with an item taken out was edited", "plan-edited", { ...plan, items: [] }],
    ["with another digest was edited", "plan-edited", { ...plan, digest: "0".repeat(64) }],
  ])("%s", (_behaviour, code, value) => {
    expect(codeOf(typeof value === "string" ? value : sealed(value))).toBe(code);
  });

  it("whose problem was struck out was edited", () => {
    const blocked = planFor({ incremental_field: "created_at" });
    const [only] = blocked.items;

    expect(only?.problems).not.toEqual([]);
    expect(codeOf(sealed({ ...blocked, items: [{ ...only, problems: [] }] }))).toBe("plan-edited");
  });

  it.each([
    ["price", (text: string) => text.replace('"recurring": false', '"recurring": true')],
    ["words", (text: string) => text.replace('"message": "', '"message": "do not worry: ')],
    ["table", (text: string) => text.replace('"table": "public.orders"', '"table": "public.order"')],
  ])("whose %s was changed was edited, though people only read it", (_what, change) => {
    const text = writePlan(plan);

    expect(change(text)).not.toBe(text);
    expect(codeOf(change(text))).toBe("plan-edited");
  });

  it("that is invalid says where", () => {
    const result = readPlan(sealed(edit({ effect: "splendid" })));

    expect(result.ok ? "" : result.error.message).toContain("items.0.effect");
  });
});
