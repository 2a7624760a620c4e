// Runs a command in a child of the same Node and tells what it cost: processor time and the largest resident set.
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";

/** Loaded into the child before the program: it writes the child's own account of itself when it ends. */
const PROBE = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from "node:fs";
   const file = process.env.WAREHOG_BENCH_USAGE;
   process.on("exit", () => writeFileSync(file, JSON.stringify(process.resourceUsage())));`,
)}`;

const runChild = (args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], ...options });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, errors }));
  });

/** Wall-clock milliseconds from spawn to exit. */
export async function wallMs(args, { expected = 0, ...options } = {}) {
  const started = performance.now();
  const { code, errors } = await runChild(args, options);
  if (code !== expected) throw new Error(`${args.join(" ")} ended with ${code}: ${errors}`);
  return performance.now() - started;
}

/** Processor seconds (user and system, all threads) and the peak resident set in MB. */
export async function usage(args, { expected = 0, env = process.env, ...options } = {}) {
  const file = join(tmpdir(), `warehog-usage-${randomUUID()}.json`);
  const { code, errors } = await runChild(["--import", PROBE, ...args], {
    ...options,
    env: { ...env, WAREHOG_BENCH_USAGE: file },
  });
  if (code !== expected) throw new Error(`${args.join(" ")} ended with ${code}: ${errors}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(await readFile(file, "utf8"));
  await rm(file);
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: (maxRSS * 1024) / 1e6 };
}

/** The smallest of `rounds`, every candidate once a round, so that a noisy moment meets all of them. */
export async function interleavedMinimum(candidates, rounds) {
  const best = new Map(candidates.map(([name]) => [name, Infinity]));
  for (let round = 0; round < rounds; round++)
    for (const [name, measure] of candidates) best.set(name, Math.min(best.get(name), await measure()));
  return best;
}
