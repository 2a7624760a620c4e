// `npm run check`: everything that must hold before a change lands. Every step runs even if an earlier one failed,
// so that one run tells the whole story; the last line counts tests and steps.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const STEPS = [
  ["build", "node", [".ci/build.mjs"]],
  ["types", "npx", ["tsc", "--noEmit"]],
  ["lint", "npm", ["run", "--silent", "lint"]],
  ["format", "npx", ["prettier", "--check", "--log-level", "warn", "."]],
  ["generated files are fresh", "node", [".ci/generate.mjs", "--check"]],
  ["no unused exports, files or dependencies", "npx", ["knip"]],
];

const run = (name, command, args) => {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  const passed = status === 0;
  console.log(`${passed ? "ok  " : "FAIL"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return passed;
};

let passed = 0;
let failed = 0;
for (const [name, command, args] of STEPS) {
  if (run(name, command, args)) passed++;
  else failed++;
}

const scratch = await mkdtemp(join(tmpdir(), "warehog-check-"));
const report = join(scratch, "tests.json");
const testsPassed = run("tests", "npx", [
  "vitest",
  "run",
  "--config=test/vitest.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
]);
try {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(await readFile(report, "utf8"));
  passed += numPassedTests;
  failed += numFailedTests;
  // A file that does not even load has no failed test in it; an empty run is no pass either.
  if (!testsPassed && numFailedTests === 0) failed += Math.max(1, numFailedTestSuites);
  if (numPassedTests === 0) failed++;
} catch {
  failed++;
}
await rm(scratch, { recursive: true });

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
