import { mkdtempSync, rmSync, writeFileSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import type { Plan } from "../../src/model/plan.js";
import { startSandbox } from "../../src/sandbox/start.js";
import type { Intercept, Sandbox } from "../../src/sandbox/start.js";
import { KEY } from "./key.js";
import { runMain } from "./run-main.js";
import type { Ended } from "./run-main.js";
import { virtualClock } from "./virtual-clock.js";
import type { SlowNetwork } from "./slow-network.js";
import type { VirtualClock } from "./virtual-clock.js";

type Members = Readonly<Record<string, unknown>>;

/** A checkout with one target, the sandbox that stands for its project, and the real command line. */
export interface Workspace {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  warehog(...args: readonly string[]): Promise<Ended>;
  plan(...args: readonly string[]): Promise<{ readonly exit: number; readonly plan: Plan; readonly stderr: string }>;
  declare(source: Members, file?: string): void;
  read(file: string): string;
  /** another hand than ours writes to a table; the status of the answer */
  patch(schemaId: string, body: Members): Promise<number>;
  /** what changed anything, oldest first: `PATCH`, `reload` …, without the probes that only ask */
  writes(): readonly string[];
}

export { KEY };

const PROBES = new Set(["incremental_fields", "check_cdc_prerequisites_for_source"]);

export const writesOf = (sandbox: Pick<Sandbox, "exchanges">): readonly string[] =>
  sandbox.exchanges
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => (method === "PATCH" ? "PATCH" : (path.split("/").filter(Boolean).at(-1) ?? "")))
    .filter((name) => !PROBES.has(name));

/** @returns the status of the answer */
export async function patchByHand(
  { url }: Pick<Sandbox, "url">,
  schemaId: string,
  body: Members,
  key = KEY,
): Promise<number> {
  const answer = await fetch(`${url}/api/projects/1/external_data_schemas/${schemaId}/`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.status;
}

export const projectYaml = (host: string, policy: Members = {}): string =>
  stringify({
    version: 1,
    targets: { production: { host, project_id: 1, api_key_env: "POSTHOG_KEY", sources: ["warehouse/*.yaml"] } },
    policy,
  });

export async function aWorkspace(
  document: Members,
  {
    policy = {},
    intercept,
    network,
  }: { readonly policy?: Members; readonly intercept?: Intercept; readonly network?: SlowNetwork } = {},
): Promise<Workspace> {
  const clock = network?.clock ?? virtualClock();
  const sandbox = await startSandbox({ document, clock, ...(intercept === undefined ? {} : { intercept }) });
  network?.leadTo(sandbox.url);
  const folder = mkdtempSync(join(tmpdir(), "warehog-test-"));
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, "warehouse"));
  writeFileSync(join(folder, "warehog.yaml"), projectYaml(network?.url ?? sandbox.url, policy));

  const warehog = (...args: readonly string[]): Promise<Ended> =>
    runMain(args, { cwd: folder, env: { POSTHOG_KEY: KEY }, clock });

  return {
    folder,
    sandbox,
    clock,
    warehog,
    async plan(...args) {
      const { exit, stdout, stderr } = await warehog("plan", "--json", ...args);
      const { checksum: _sealed, ...plan } = JSON.parse(stdout) as Plan & { readonly checksum: string };
      return { exit, plan, stderr };
    },
    declare: (source, file = "shop.yaml") =>
      writeFileSync(join(folder, "warehouse", file), stringify({ version: 1, ...source })),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    patch: (schemaId, body) => patchByHand(sandbox, schemaId, body),
    writes: () => writesOf(sandbox),
  };
}
