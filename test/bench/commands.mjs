// What commands cost: cold starts as multiples of Node's own, plans and pulls in processor time, requests by counting them.
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { firstRequestMs } from "./first-request.mjs";
import { stateDocument, writeConfiguration } from "./generate.mjs";
import { interleavedMinimum, usage, wallMs } from "./measure.mjs";
import { CLI, counting, withSandbox } from "./sandbox-process.mjs";

const SOURCES = 20;
const KEY = { BENCH_KEY: "phx_bench", POSTHOG_API_KEY: "phx_bench" };
const inFolder = (folder) => ({ cwd: folder, env: { ...process.env, ...KEY } });
const major = Number(process.versions.node.split(".")[0]);

export async function coldStarts(folder, rounds) {
  await writeConfiguration(folder, { tables: 25, sources: 1, host: "http://127.0.0.1:1" });
  await writeFile(join(folder, "state.json"), JSON.stringify(stateDocument(25, 1)));
  const options = inFolder(folder);
  const best = await interleavedMinimum(
    [
      ["bare", () => wallMs(["-e", "0"])],
      ["version", () => wallMs([CLI, "--version"])],
      ["validate", () => wallMs([CLI, "validate"], options)],
      ["plan", () => wallMs([CLI, "plan", "--sandbox", "state.json"], options)],
      ["action", () => firstRequestMs(folder)],
    ],
    rounds,
  );
  const row = (what, name, budget) => {
    const ratio = best.get(name) / best.get("bare");
    const measured = `${ratio.toFixed(2)} × bare \`node -e 0\``;
    const held = budget === undefined ? { budget: "–" } : { budget: `${budget} ×`, met: ratio <= budget };
    return { what: `cold start, ${what}`, measured, ...held };
  };
  return [
    row("`--version`", "version", 1.4),
    row("`validate` of 25 tables", "validate", major >= 22 ? 2.8 : 2.2),
    row("`plan --sandbox` of 25 tables, the sandbox included", "plan"),
    row("the action to its first request", "action", major >= 24 ? 5 : 3),
  ];
}

const least = (runs) => ({
  cpuSeconds: Math.min(...runs.map((run) => run.cpuSeconds)),
  peakMb: Math.min(...runs.map((run) => run.peakMb)),
});
export const shown = ({ cpuSeconds, peakMb }) =>
  `${cpuSeconds.toFixed(2)} s of processor time, ${peakMb.toFixed(0)} MB`;

/** The least of three, each table in ten with another frequency. */
export async function planCost(folder, tables) {
  await mkdir(folder);
  return withSandbox(folder, tables, SOURCES, async (url) => {
    await writeConfiguration(folder, { tables, sources: SOURCES, host: url });
    const runs = [];
    for (let round = 0; round < 3; round++) runs.push(await usage([CLI, "plan", "--json"], inFolder(folder)));
    return least(runs);
  });
}

export async function pullCost(folder, tables) {
  return withSandbox(folder, tables, SOURCES, async (url) => {
    const runs = [];
    for (let round = 0; round < 3; round++) {
      const target = join(folder, `pulled-${round}`);
      await mkdir(target);
      runs.push(await usage([CLI, "pull", "--host", url, "--project-id", "1"], inFolder(target)));
    }
    return least(runs);
  });
}

const counted = (what, count, budget) => ({
  what,
  measured: `${count} requests`,
  budget: `${budget}`,
  met: count === budget,
});

/** One page of sources and a retrieve of each; then a look, the writes and a read-back a source; then the plan once more. */
export async function requests(folder, tables) {
  return withSandbox(folder, tables, SOURCES, async (url) => {
    const options = inFolder(folder);
    const run = async (args) => {
      const passed = await counting(url, async (front) => {
        await writeConfiguration(folder, { tables, sources: SOURCES, host: front });
        await wallMs([CLI, ...(await args(front))], options);
      });
      return passed;
    };
    const planned = await run(async () => ["plan"]);
    const applied = await run(async () => {
      await wallMs([CLI, "plan", "--out", "plan.json"], options);
      const { digest } = JSON.parse(await readFile(join(folder, "plan.json"), "utf8"));
      return ["apply", "plan.json", "--approve", digest];
    });
    const plan = 1 + SOURCES;
    const changed = tables / 10;
    return [
      counted(`plan of ${tables.toLocaleString("en")} tables in ${SOURCES} sources`, planned, plan),
      counted(
        `apply of ${changed} changes of frequency in them, with its two plans`,
        applied - planned,
        2 * plan + changed + 2 * SOURCES,
      ),
    ];
  });
}

/** What a client waits for: the sandbox from its command to its first answer, and one page of the list of tables. */
export async function sandboxRows(folder, tables, rounds) {
  return withSandbox(folder, tables, SOURCES, async (url, startMs) => {
    const page = async () => {
      const started = performance.now();
      const answer = await fetch(`${url}/api/projects/1/external_data_schemas/`, {
        headers: { authorization: "Bearer phx_bench" },
      });
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
      await answer.arrayBuffer();
      return performance.now() - started;
    };
    const pageMs = (await interleavedMinimum([["page", page]], rounds)).get("page");
    const named = `sandbox of ${tables.toLocaleString("en")} tables`;
    return [
      {
        what: `${named}, command to first answer`,
        measured: `${(startMs / 1000).toFixed(2)} s`,
        budget: "3 s",
        met: startMs <= 3000,
      },
      { what: `${named}, a page of 100`, measured: `${pageMs.toFixed(0)} ms`, budget: "50 ms", met: pageMs <= 50 },
    ];
  });
}
