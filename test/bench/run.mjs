// `npm run bench`: the budgets, as ratios in one run, into docs/performance.md. Nothing here gates a test: machines differ, ratios less so.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coldStarts, planCost, pullCost, requests, sandboxRows, shown } from "./commands.mjs";
import { proofCasesPerSecond, terraformPlanSeconds } from "./others.mjs";
import { packageRow } from "./package-size.mjs";
import { writeTable } from "./table.mjs";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
const PROOF_RUNS = 60;
const folder = await mkdtemp(join(tmpdir(), "warehog-bench-"));
const fresh = async (name) => {
  await mkdir(join(folder, name));
  return join(folder, name);
};

const rows = [];
try {
  rows.push(...(await coldStarts(await fresh("cold"), ROUNDS)));

  const plans = new Map();
  for (const tables of [100, 1000, 10_000]) plans.set(tables, await planCost(join(folder, `plan-${tables}`), tables));
  for (const [tables, cost] of plans)
    rows.push({
      what: `plan of ${tables.toLocaleString("en")} tables in 20 sources`,
      measured: shown(cost),
      ...(tables === 10_000
        ? { budget: "3 s, 300 MB", met: cost.cpuSeconds <= 3 && cost.peakMb <= 300 }
        : { budget: "–" }),
    });
  const large = plans.get(10_000).cpuSeconds;
  const growth = large / plans.get(1000).cpuSeconds;
  rows.push({
    what: "growth from 1,000 to 10,000 tables",
    measured: `${growth.toFixed(1)} ×`,
    budget: "11 ×",
    met: growth <= 11,
  });

  const terraform = await terraformPlanSeconds(join(folder, "terraform"), 10_000);
  rows.push({
    what: "Terraform's plan of 10,000 built-in resources",
    measured:
      terraform === undefined
        ? "not measured: there is no `terraform` here"
        : `${terraform.toFixed(1)} s of processor time, ${(terraform / large).toFixed(1)} × that of Warehog's plan`,
    budget: "≥ 10 ×",
    ...(terraform !== undefined && { met: terraform >= 10 * large }),
  });

  rows.push(...(await requests(await fresh("requests"), 1000)));
  rows.push({
    what: "first `pull` of 10,000 tables",
    measured: shown(await pullCost(await fresh("pull"), 10_000)),
    budget: "–",
  });
  rows.push(...(await sandboxRows(await fresh("sandbox"), 10_000, ROUNDS)));

  rows.push({
    what: "proof of the rules",
    measured: `${await proofCasesPerSecond(PROOF_RUNS)} cases a second`,
    budget: "–",
  });
  rows.push(packageRow());
} finally {
  await rm(folder, { recursive: true });
}
await writeTable(rows);
