// From the start of the bundled action to its first request: what every job waits for before anything can happen.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const ACTION = new URL("../../dist/action.js", import.meta.url).pathname;

/** Wall-clock milliseconds. `drift` asks GitHub first of all; the other commands read git before, which is not ours to hasten. */
export async function firstRequestMs(folder) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const event = join(folder, "event.json");
  await writeFile(event, "{}");
  const asked = once(server, "request");
  const started = performance.now();
  const child = spawn(process.execPath, [ACTION], { cwd: folder, stdio: "ignore", env: jobOf(folder, url, event) });
  const ended = once(child, "exit");
  try {
    const early = ended.then(([code]) => Promise.reject(new Error(`the action ended with ${code} and asked nothing`)));
    await Promise.race([asked, early]);
    return performance.now() - started;
  } finally {
    child.kill("SIGKILL");
    await ended;
    server.closeAllConnections();
    server.close();
  }
}

const jobOf = (folder, url, event) => ({
  PATH: process.env.PATH,
  INPUT_COMMAND: "drift",
  INPUT_TARGET: "bench",
  "INPUT_GITHUB-TOKEN": "ghs_bench",
  GITHUB_API_URL: url,
  GITHUB_GRAPHQL_URL: `${url}/graphql`,
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_REPOSITORY_ID: "1",
  GITHUB_EVENT_NAME: "schedule",
  GITHUB_EVENT_PATH: event,
  GITHUB_REF: "refs/heads/main",
  GITHUB_SHA: "0".repeat(40),
  GITHUB_RUN_ID: "1",
  GITHUB_RUN_ATTEMPT: "1",
  GITHUB_WORKSPACE: folder,
});
