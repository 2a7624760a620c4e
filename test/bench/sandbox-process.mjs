// The sandbox in a process of its own, so that the processor time of a command is the command's alone.
import { spawn } from "node:child_process";
import { createServer, Agent, request } from "node:http";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { stateDocument } from "./generate.mjs";

export const CLI = new URL("../../dist/cli.js", import.meta.url).pathname;

/** @param use gets the address and the milliseconds from the command to its first answer */
export async function withSandbox(folder, tables, sources, use) {
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

/** A server in front of another one that counts what passes. */
export async function counting(target, use) {
  let passed = 0;
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    passed++;
    const { method, headers, url } = incoming;
    const onward = request(`${target}${url}`, { method, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
    return passed;
  } finally {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  }
}
