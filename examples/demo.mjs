// `npm run demo`: Warehog against an embedded warehouse, with no account and no network.
// It starts one sandbox and runs the real commands with examples/acme; it ends non-zero if one of them does not do what it should.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CLI = new URL("../dist/cli.js", import.meta.url).pathname;
const ACME = new URL("acme/", import.meta.url).pathname;
const KEY = "phx_sandbox_full"; // stands in acme/state.json and opens nothing else
const EFFECTS = ["safe", "costly", "disruptive", "gap", "wipe", "loss", "unknown"];

const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
const styled = (code, text) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
const say = (text) => process.stdout.write(`\n${styled(1, `── ${text}`)}\n`);
const fail = (text) => {
  throw new Error(`the demo did not go as expected: ${text}`);
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket.destroy() && true)).once("error", () => resolve(false));
  });

async function startSandbox(port) {
  const child = spawn(process.execPath, [CLI, "sandbox", "--state", join(ACME, "state.json"), "--port", String(port)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = new Promise((_, reject) =>
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`))),
  );
  gone.catch(() => {}); // only a failure while somebody waits
  while (!(await Promise.race([answers(port), gone]))) await new Promise((resolve) => setTimeout(resolve, 50));
  return child;
}

async function main(folder) {
  const port = await freePort();
  const sandbox = await startSandbox(port);
  try {
    await cp(ACME, folder, { recursive: true });
    const project = join(folder, "warehog.yaml");
    await writeFile(project, (await readFile(project, "utf8")).replace("127.0.0.1:8010", `127.0.0.1:${port}`));

    const warehog = (args, expected) =>
      new Promise((resolve, reject) => {
        process.stdout.write(`\n${styled(2, "$")} warehog ${args.join(" ")}\n\n`);
        const child = spawn(process.execPath, [CLI, ...args], {
          cwd: folder,
          env: { ...process.env, POSTHOG_API_KEY: KEY },
          stdio: "inherit",
        });
        child.once("error", reject);
        child.once("exit", (code) => {
          if (code === expected) return resolve();
          reject(
            new Error(`the demo did not go as expected: warehog ${args[0]} ended with ${code}, not with ${expected}`),
          );
        });
      });
    const planned = async () => JSON.parse(await readFile(join(folder, "plan.json"), "utf8"));

    say("1. Is the configuration right? Offline, all mistakes at once.");
    await warehog(["validate"], 0);

    say("2. What would it do? Dangerous changes need a line in the YAML, so this cannot be applied yet (exit 3).");
    await warehog(["plan"], 3);

    say("3. Write those lines. In a team they are reviewed like any other change.");
    await warehog(["plan", "--write-consent", "--out", "plan.json"], 0);
    const plan = await planned();
    const missing = EFFECTS.filter((effect) => !plan.items.some((item) => item.effect === effect));
    if (missing.length > 0) fail(`no change of effect ${missing.join(", ")}`);
    if (plan.items.some((item) => item.problems.length > 0)) fail("problems are left");

    say("4. Apply exactly this plan, and wait until every table is proved to have run under its new configuration.");
    await warehog(["apply", "plan.json", "--approve", plan.digest, "--poll-seconds", "0.3"], 0);

    say("5. Plan again: nothing is left.");
    await warehog(["plan", "--detailed-exitcode", "--out", "plan.json"], 0);
    if ((await planned()).items.length > 0) fail("the last plan is not empty");
    say(
      "That is the whole loop. The files are in examples/acme; the README says how to point Warehog at your own project.",
    );
  } finally {
    sandbox.kill();
  }
}

const folder = await mkdtemp(join(tmpdir(), "warehog-demo-"));
try {
  await main(folder);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
