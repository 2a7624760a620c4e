// `npm run bench`: the budgets, as ratios in one run. Nothing here gates a test: machines differ, ratios less so.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir, totalmem } from "node:os";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { stateDocument, writeConfiguration } from "./generate.mjs";
import { firstRequestMs } from "./first-request.mjs";
import { interleavedMinimum, usage, wallMs } from "./measure.mjs";

const CLI = new URL("../../dist/cli.js", import.meta.url).pathname;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const major = Number(process.versions.node.split(".")[0]);

const rows = [];
const row = (what, measured, budget) => rows.push({ what, measured, budget });

/** The sandbox runs in a process of its own, so that the plan's processor time is the plan's alone. */
async function withSandbox(folder, tables, sources, use) {
  const state = join(folder, "state.json");
  await writeFile(state, JSON.stringify(stateDocument(tables, sources)));
  const spawned = performance.now();
  const child = spawn(process.execPath, [CLI, "sandbox", "--state", state, "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    if (value === undefined) throw new Error("the sandbox did not start");
    return await use(JSON.parse(value).url, performance.now() - spawned);
  } finally {
    child.kill();
  }
}

async function coldStarts(folder) {
  await writeConfiguration(folder, { tables: 25, sources: 1, host: "http://127.0.0.1:1" });
  const best = await interleavedMinimum(
    [
      ["bare", () => wallMs(["-e", "0"])],
      ["--version", () => wallMs([CLI, "--version"])],
      ["validate", () => wallMs([CLI, "validate"], { cwd: folder })],
      ["action", () => firstRequestMs(folder)],
    ],
    ROUNDS,
  );
  const ratio = (name) => `${(best.get(name) / best.get("bare")).toFixed(2)} × bare node`;
  row("cold start, --version", ratio("--version"), "1.4");
  row("cold start, validate of 25 tables", ratio("validate"), major >= 22 ? "2.8" : "2.2");
  row("cold start, the action to its first request", ratio("action"), major >= 24 ? "5" : "3");
}

async function planOf(folder, tables) {
  return withSandbox(folder, tables, 20, async (url) => {
    await writeConfiguration(folder, { tables, sources: 20, host: url });
    const options = { cwd: folder, env: { ...process.env, BENCH_KEY: "phx_bench" } };
    const runs = [];
    for (let round = 0; round < 3; round++) runs.push(await usage([CLI, "plan", "--json"], options));
    return {
      cpuSeconds: Math.min(...runs.map((run) => run.cpuSeconds)),
      peakMb: Math.min(...runs.map((run) => run.peakMb)),
    };
  });
}

/** What a client waits for: the sandbox from its command to its first answer, and one page of the list of tables. */
async function sandboxOf(folder, tables) {
  return withSandbox(folder, tables, 20, async (url, startMs) => {
    const page = async () => {
      const started = performance.now();
      const answer = await fetch(`${url}/api/projects/1/external_data_schemas/`, {
        headers: { authorization: "Bearer phx_bench" },
      });
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
      await answer.arrayBuffer();
      return performance.now() - started;
    };
    const best = await interleavedMinimum([["page", page]], ROUNDS);
    return { startMs, pageMs: best.get("page") };
  });
}

const folder = await mkdtemp(join(tmpdir(), "warehog-bench-"));
await Promise.all(["cold", "small", "large", "sandbox"].map((name) => mkdir(join(folder, name))));
try {
  await coldStarts(join(folder, "cold"));
  const small = await planOf(join(folder, "small"), 1000);
  const large = await planOf(join(folder, "large"), 10_000);
  row(
    "plan of 1,000 tables in 20 sources",
    `${small.cpuSeconds.toFixed(2)} s processor, ${small.peakMb.toFixed(0)} MB`,
    "–",
  );
  row(
    "plan of 10,000 tables in 20 sources",
    `${large.cpuSeconds.toFixed(2)} s processor, ${large.peakMb.toFixed(0)} MB`,
    "3 s, 300 MB",
  );
  row("growth from 1,000 to 10,000 tables", `${(large.cpuSeconds / small.cpuSeconds).toFixed(1)} ×`, "11 ×");
  const sandbox = await sandboxOf(join(folder, "sandbox"), 10_000);
  row("sandbox of 10,000 tables, command to first answer", `${(sandbox.startMs / 1000).toFixed(2)} s`, "3 s");
  row("sandbox of 10,000 tables, a page of 100", `${sandbox.pageMs.toFixed(0)} ms`, "50 ms");
} finally {
  await rm(folder, { recursive: true });
}

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${(totalmem() / 1e9).toFixed(0)} GB\n`,
);
console.log("| what | measured | budget |\n| --- | --- | --- |");
for (const { what, measured, budget } of rows) console.log(`| ${what} | ${measured} | ${budget} |`);
