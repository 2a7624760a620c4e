import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { FakeGitHub } from "./fake-github.js";

const ACTION = resolve(import.meta.dirname, "../../../dist/action.js");

/** One step of a job, as a runner starts it. */
export interface Started {
  readonly gh: FakeGitHub;
  readonly workspace: string;
  readonly run: { readonly id: number; readonly token: string; readonly attempt?: number };
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly workflow: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** what the workflow passes under env */
  readonly env: Readonly<Record<string, string>>;
}

export interface StepEnded {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The bundled action in a process of its own, with nothing but the variables that a runner sets and the named keys. */
export async function runAction(step: Started): Promise<StepEnded> {
  const files = mkdtempSync(join(tmpdir(), "warehog-runner-"));
  const file = (name: string, text = ""): string => {
    const path = join(files, name);
    writeFileSync(path, text);
    return path;
  };
  const { gh, inputs } = step;
  const [output, summary] = [file("output"), file("summary")];
  const child = spawn(process.execPath, [ACTION], {
    cwd: step.workspace,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: files,
      ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
      "INPUT_GITHUB-TOKEN": gh.token,
      GITHUB_OUTPUT: output,
      GITHUB_STATE: file("state"),
      GITHUB_ENV: file("env"),
      GITHUB_STEP_SUMMARY: summary,
      ...runnerVariables(step, { eventPath: file("event.json", JSON.stringify(step.event.payload)), temp: files }),
      ...step.env,
    },
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const code = await new Promise<number | null>((done, failed) => {
    child.once("error", failed);
    child.once("close", done);
  });
  const ended = { code, log, outputs: outputsIn(readFileSync(output, "utf8")), summary: readFileSync(summary, "utf8") };
  rmSync(files, { recursive: true });
  return ended;
}

/** What a runner tells every step about its run. */
export function runnerVariables(
  { gh, run, event, sha, ref, workflow, workspace, actor }: Started,
  { eventPath, temp }: { readonly eventPath: string; readonly temp: string },
): Readonly<Record<string, string>> {
  const { owner, name, id } = gh.repository;
  return {
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REPOSITORY: `${owner}/${name}`,
    GITHUB_REPOSITORY_ID: String(id),
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_ATTEMPT: String(run.attempt ?? 1),
    GITHUB_WORKFLOW_REF: `${owner}/${name}/${workflow}@${ref}`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    GITHUB_ACTOR: actor,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: gh.url,
    GITHUB_GRAPHQL_URL: gh.graphqlUrl,
    ACTIONS_RUNTIME_TOKEN: run.token,
    ACTIONS_RESULTS_URL: gh.resultsUrl,
  };
}

/** `name<<DELIMITER`, the value, `DELIMITER`. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name = "", , value = ""] of text.matchAll(/^([^\n]+?)<<([^\n]+)\n([\s\S]*?)\n?\2\n/gm))
    found[name] = value;
  return found;
}
