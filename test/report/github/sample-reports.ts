import { DEFAULT_POLICY } from "../../../src/model/policy.js";
import type { PlanReport, TargetReport } from "../../../src/report/github/comment.js";
import type { ApplyOutcome } from "../../../src/model/github/apply-record.js";
import type { Judgement } from "../../../src/model/github/judgement.js";
import type { ItemOutcome } from "../../../src/model/outcome.js";
import type { DriftReport } from "../../../src/report/github/drift-issue.js";
import type { ApplyReport } from "../../../src/report/github/result-comment.js";
import type { Item, Plan } from "../../../src/model/plan.js";
import { SAMPLE_PLANS, aPlan, anItem } from "../sample-plans.js";
import { IN_FORCE } from "../../support/in-force.js";

const HEAD = "4f0c1a9be2a85f630f1e6d2c4b7a98e5d3c2b1a0";
const BASE = "91d3b20730f1e6d2c4b7a98e5d3c2b1a0f9e8d7c";

export const RUN = { url: "https://github.com/acme/warehouse/actions/runs/1844", version: "0.1.0" };

const planned = (plan: Plan): TargetReport => ({ state: "planned", plan });

export const aReport = (plans: readonly Plan[], over: Partial<PlanReport> = {}): PlanReport => ({
  targets: plans.map(planned),
  pull: { number: 41, head: HEAD, base: { ref: "main", sha: BASE } },
  policy: DEFAULT_POLICY,
  refusals: [],
  earlier: null,
  others: [],
  others_complete: true,
  undeclared: [],
  reverts: [],
  guards: [],
  readers: {},
  run: RUN,
  ...over,
});

const sample = (name: string): Plan => {
  const plan = SAMPLE_PLANS[name];
  if (plan === undefined) throw new Error(`no sample plan ${name}`);
  return plan;
};

const wiping = (index: number): Item => {
  const id = (0x2000_0000 + index).toString(16);
  const [item] = sample("consent-given").items.filter(({ effect }) => effect === "wipe");
  const table = `public.orders_${String(index).padStart(4, "0")}`;
  return {
    ...(item ?? anItem({ id, table })),
    id,
    hash: id.repeat(8),
    table,
    address: `production/shop-postgres/${table}`,
  };
};

const safe = (index: number): Item =>
  anItem({ id: (0x1000_0000 + index).toString(16), table: `public.events_${String(index).padStart(4, "0")}` });

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const large = (items: readonly Item[]): Plan =>
  aPlan(items, { tables: { read: items.length, declared: items.length, unchanged: 0, unmanaged: 3 } });

const notApplied = anItem({ id: "0ddba115", table: "public.refunds", origin: "merged-not-applied" });

const staging = aPlan(
  [anItem({ id: "5ta91100", table: "public.users", address: "staging/shop-postgres/public.users" })],
  {
    target: { name: "staging", host: "https://us.posthog.com", project_id: 777 },
  },
);

const SHOP = "warehouse/production/shop-postgres.yaml";

const INVALID: TargetReport = {
  state: "failed",
  target: null,
  trouble: {
    code: "configuration-invalid",
    message: "2 mistakes in the configuration, so nothing was read or written",
    hint: "mend the files as said above; warehog explain <code> tells more",
    diagnostics: [
      {
        code: "unknown-field",
        file: SHOP,
        line: 14,
        column: 5,
        source: "    sync_frequencey: 1hour",
        message: 'there is no field "sync_frequencey", so the table would go on as it is',
        hint: "did you mean sync_frequency?",
      },
      {
        code: "wrong-value",
        file: SHOP,
        line: 21,
        column: 18,
        source: "    cdc_table_mode: all",
        message: '"all" is no cdc_table_mode',
        hint: "choose one of consolidated, cdc_only, both",
      },
    ],
  },
};

const UNREACHABLE: TargetReport = {
  state: "failed",
  target: "production",
  trouble: {
    code: "timeout",
    message: "no complete answer came in time (GET /api/projects/12345/external_data_sources/)",
    hint: "run the same command again; PostHog takes seconds on large projects, so a longer timeout may help",
  },
};

/** One report a situation that people meet on a pull request. */
export const SAMPLE_REPORTS: Readonly<Record<string, PlanReport>> = {
  "no-change": aReport([sample("no-change")]),
  "safe-only": aReport([sample("safe-only")]),
  "one-wipe": aReport([sample("consent-missing")], {
    readers: { "production/shop-postgres/public.orders": ["daily revenue", "refund rate", "weekly kpi", "x"] },
  }),
  "consent-given": aReport([sample("consent-given")], {
    policy: { ...DEFAULT_POLICY, min_approvals: 2 },
    earlier: { head: BASE, plans: [sample("consent-missing")] },
  }),
  mixed: aReport([{ ...sample("mixed"), items: [...sample("mixed").items, notApplied] }], {
    refusals: [
      {
        code: "workflow-changed",
        message: "the pull request changes .github/workflows/plan.yml, so what planned it is not what the base trusts",
        remedy: "move the change of the workflow into a pull request of its own and merge that first",
      },
    ],
    others: [{ pull: 38, address: "production/shop-postgres/public.orders" }],
    undeclared: ["production/shop-postgres/public.legacy_carts"],
    reverts: [29],
    guards: [
      {
        target: "production",
        changes: [
          { guard: "policy", field: "min_approvals", from: "1", to: "0" },
          { guard: "protection", address: "production/shop-postgres/public.legacy_carts", identity: "legacy_carts" },
        ],
      },
    ],
  }),
  "two-targets": aReport([staging, sample("consent-missing")], { policy: { ...DEFAULT_POLICY, min_approvals: 0 } }),
  "5000-safe-20-wipes": aReport([large([...times(5000, safe), ...times(20, wiping)])]),
  "5000-wipes": aReport([large(times(5000, wiping))]),
  "invalid-configuration": { ...aReport([]), targets: [INVALID] },
  "posthog-unreachable": { ...aReport([]), targets: [UNREACHABLE] },
  "new-target": { ...aReport([]), targets: [{ state: "offline", target: "production", why: "new" }] },
  "hostile-names": aReport([sample("hostile-names")]),
};

const outcome = (over: Partial<ItemOutcome>): ItemOutcome => ({
  id: "7f3a91c2",
  address: "production/shop-postgres/public.orders",
  state: "applied",
  step: null,
  code: null,
  message: "",
  owed: [],
  job: null,
  after: { rows: 961_402, last_synced_at: "2026-11-20T10:00:00Z", latest_error: null },
  ...over,
});

const aResult = (over: Partial<ApplyOutcome>, converged = false): ApplyReport => ({
  outcome: {
    version: 1,
    kind: "outcome",
    target: "production",
    commit: BASE,
    completed: BASE,
    guards: IN_FORCE,
    outcomes: [],
    standing: [],
    refused: [],
    owed: [],
    ...over,
  },
  converged,
  interrupted: false,
  run: RUN,
});

const failed = outcome({
  id: "51c0ffee",
  address: "production/shop-postgres/public.support_tickets",
  state: "failed",
  step: "await",
  code: "run-failed",
  message: "the run ended Failed, so nothing is proved",
  owed: ["import", "await", "verify"],
  after: { rows: null, last_synced_at: null, latest_error: 'relation "support_tickets" does not exist' },
});

const refusedItem: ApplyOutcome["refused"][number] = {
  address: "production/shop-postgres/public.payments",
  pull: 41,
  refusals: [
    {
      code: "not-approved",
      message:
        "nobody who counts approved the head 4f0c1a9 before the merge, so nothing of this pull request is applied",
      remedy:
        "open a pull request that touches the target, and let somebody with write access approve it before the merge",
    },
  ],
};

/** One end of an apply a situation that people meet after a merge. */
export const SAMPLE_RESULTS: Readonly<Record<string, ApplyReport>> = {
  converged: aResult(
    { outcomes: [outcome({}), outcome({ id: "11aa22bb", address: "production/shop-postgres/public.users" })] },
    true,
  ),
  "failed-and-refused": aResult({
    outcomes: [outcome({}), failed],
    refused: [refusedItem],
    standing: [{ item: notApplied, pull: 41 }],
  }),
  "all-refused": aResult({ refused: [refusedItem] }),
};

const switchedOff: Item = {
  ...anItem({ id: "0ff0ff00", table: "public.carts", origin: "drift" }),
  from: { should_sync: false },
  to: { should_sync: true },
  problems: [
    {
      code: "failed-and-disabled",
      message: 'PostHog switched "public.carts" off after its runs failed: permission denied for table carts',
      hint: "mend the cause, then consent to `strategy: enable`",
    },
  ],
};

export const SAMPLE_DRIFT: DriftReport = {
  plan: aPlan([...sample("mixed").items.filter(({ origin }) => origin === "drift"), switchedOff, notApplied]),
  completed: BASE,
  auto_enabled: ["production/shop-postgres/public.new_table"],
  auto_disabled: [],
  run: RUN,
};

export const SAMPLE_JUDGEMENT: Judgement = {
  pulls: [
    {
      pull: 41,
      needed: 2,
      approvals: [{ reviewer: "grace", items: sample("consent-given").items, guards: [] }],
      shown: sample("consent-given").items,
      refusals: refusedItem.refusals,
      guards: "none",
    },
  ],
  items: sample("consent-given").items.map((item) => ({
    item,
    covered: false,
    pull: 41,
    refusals: refusedItem.refusals,
  })),
  unanswered: [],
};
