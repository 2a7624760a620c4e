import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Advice, TableFinding } from "../../src/model/health-report.js";
import { KEY } from "../support/workspace.js";
import type { Workspace } from "../support/workspace.js";

export interface Told {
  readonly exit: number;
  readonly findings: readonly TableFinding[];
}

export async function diagnosed(workspace: Workspace, ...args: readonly string[]): Promise<Told> {
  const { exit, stdout, stderr } = await workspace.warehog("diagnose", "--json", ...args);
  expect(stderr).toBe("");
  const { findings } = JSON.parse(stdout) as Told;
  return { exit, findings };
}

/** Does what is advised, in its order, as somebody would who reads it. */
export async function follow(
  workspace: Workspace,
  advice: readonly Advice[],
  mend: () => Promise<void> | void,
): Promise<void> {
  for (const { kind, command = "", patch } of advice) {
    if (kind === "fix_outside") await mend();
    else if (kind === "change_yaml") await commit(workspace, patch);
    else {
      const { exit, stderr } = await workspace.warehog(...command.split(" ").slice(1), "--yes");
      expect([command, exit, exit === 0 ? "" : stderr]).toEqual([command, 0, ""]);
    }
  }
}

/** The patch goes into the file, and what it declares is planned and applied. */
async function commit(workspace: Workspace, patch: readonly string[] | undefined): Promise<void> {
  if (patch !== undefined) writeFileSync(join(workspace.folder, patch[0] ?? ""), patched(workspace, patch));
  const { plan } = await workspace.plan("--out", "plan.json");
  const { exit, stderr, stdout } = await workspace.warehog("apply", "plan.json", "--approve", plan.digest);
  expect([exit, exit === 0 ? "" : stderr + stdout]).toEqual([0, ""]);
}

function patched(workspace: Workspace, [file = "", ...hunks]: readonly string[]): string {
  const lines = workspace.read(file).split("\n");
  let at = 0;
  for (const line of hunks) {
    const start = /^@@ line (\d+)/.exec(line);
    if (start !== null) at = Number(start[1]) - 1;
    else if (line.startsWith("+")) lines.splice(at++, 0, line.slice(1));
    else if (line.startsWith("-")) lines.splice(at, 1);
    else at++;
  }
  return lines.join("\n");
}

/** What PostHog's own pages can do and the command line cannot. */
export async function inPostHog({ sandbox }: Workspace, action: string): Promise<void> {
  const source = "0199c0de-0000-7000-8000-000000000001";
  const answer = await fetch(`${sandbox.url}/api/projects/1/external_data_sources/${source}/${action}/`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect([answer.status, answer.status === 200 ? "" : await answer.text()]).toEqual([200, ""]);
  await answer.text().catch(() => "");
}

/** The world changes outside of Warehog: the state document, edited. */
export async function outside({ sandbox }: Workspace, edit: (source: SourceDocument) => void): Promise<void> {
  const answer = await fetch(`${sandbox.url}/__sandbox/state`);
  const { effects: _told, ...document } = (await answer.json()) as {
    effects: unknown;
    sources: [SourceDocument];
  };
  edit(document.sources[0]);
  const reset = await fetch(`${sandbox.url}/__sandbox/reset`, { method: "POST", body: JSON.stringify(document) });
  expect([reset.status, await reset.text()]).toEqual([200, '{"ok":true}']);
}

interface SourceDocument {
  live_source: {
    credentials_error: string | null;
    tables: unknown[];
    cdc: { lag_bytes: number | null; published_tables: string[] };
    webhook_provider: Record<string, unknown>;
  };
  schemas: Record<string, unknown>[];
  cdc: { extraction_schedule: { paused: boolean } | null };
}
