// npm run proof -- --runs 2000 --seed 1: many cases of the proof, and how they ended.
import { parseArgs } from "node:util";
import { loadProof } from "./load-proof.mjs";

const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
const runs = Number(values.runs ?? 200);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed))
  throw new Error("--runs and --seed are whole numbers");

console.log(`seed ${seed}`);
const { longRun } = await loadProof("long-run");
const started = performance.now();
const { cases, verdicts, failure } = await longRun({ runs, seed });
const seconds = (performance.now() - started) / 1000;
for (const [verdict, count] of [...verdicts].toSorted(([a], [b]) => a.localeCompare(b, "en")))
  console.log(`${String(count).padStart(6)}  ${verdict}`);
console.log(`${cases} cases in ${seconds.toFixed(1)} s, ${(cases / seconds).toFixed(1)} a second`);
if (failure !== undefined) {
  console.error(failure);
  process.exitCode = 1;
}
