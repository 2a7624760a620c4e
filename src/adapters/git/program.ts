import { execFile, spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** A command of git that failed: the checkout is not what a job checks out. Never git's own text, which may quote anything. */
export class GitError extends Error {
  override readonly name = "GitError";
}

export interface GitAnswer {
  /** exit code; null: git was not there, or was killed */
  readonly code: number | null;
  readonly stdout: Buffer;
}

/** Runs git in one checkout, never through a shell. */
export type RunGit = (args: readonly string[], input?: string) => Promise<GitAnswer>;
/** Starts one that is asked more than once. */
export type StartGit = (args: readonly string[]) => ChildProcessByStdio<Writable, Readable, null>;

/** A listing of a repository with a million paths. */
export const MOST_BYTES = 512 * 1024 * 1024;
/** A fetch may hang; nothing else takes as long in any repository. */
export const LONGEST_MS = 120_000;

const LITERAL = "--literal-pathspecs";

/** What nobody but the job may decide: programs to run, how a path is read, and which commit stands for which. */
const ALWAYS = [
  "--no-pager",
  "--no-replace-objects",
  LITERAL,
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "protocol.ext.allow=never",
];

/** One command refuses to take paths as they stand; it is asked about paths of ours alone. */
const fixedFor = ([command]: readonly string[]): readonly string[] =>
  command === "check-ignore" ? ALWAYS.filter((option) => option !== LITERAL) : ALWAYS;

/** HOME: the runner keeps there that the checkout may belong to another user. No secret is handed on. */
const HANDED_ON: readonly string[] = ["PATH", "HOME"];

const LIMITS = { maxBuffer: MOST_BYTES, timeout: LONGEST_MS, encoding: "buffer" } as const;

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const runIn = (place: Place, args: readonly string[], input?: string): Promise<GitAnswer> =>
  new Promise((resolve) => {
    const child = execFile("git", [...fixedFor(args), ...args], { ...place, ...LIMITS }, (error, stdout) =>
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : null, stdout }),
    );
    // A git that ends without reading it says so by its exit code.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });

export interface GitProgram {
  readonly run: RunGit;
  /** like run, as somebody whom the server knows */
  readonly runKnown: RunGit;
  readonly start: StartGit;
}

/** Whom a server of git repositories lets read. */
export interface Credentials {
  /** https://github.com */
  readonly server: string;
  readonly token: string;
}

/** Through the environment: other users of the machine can read arguments, and nothing is left in the checkout. */
const known = ({ server, token }: Credentials): Readonly<Record<string, string>> => ({
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
  GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
});

export function gitIn(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  credentials?: Credentials,
): GitProgram {
  const handed = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      HANDED_ON.includes(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
  const place = { cwd: folder, env: { ...handed, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" } };
  return {
    start: (args) => spawn("git", [...fixedFor(args), ...args], { ...place, stdio: ["pipe", "pipe", "ignore"] }),
    run: (args, input) => runIn(place, args, input),
    runKnown: (args) =>
      runIn(credentials === undefined ? place : { ...place, env: { ...place.env, ...known(credentials) } }, args),
  };
}

/** @throws GitError unless it succeeds */
export async function output(git: RunGit, args: readonly string[], input?: string): Promise<string> {
  const { code, stdout } = await git(args, input);
  if (code !== 0) throw new GitError(`git ${args[0] ?? ""} failed: the checkout lacks a commit, or is none`);
  return stdout.toString("utf8");
}

export const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
/** Paths may hold anything but this. */
export const fields = (text: string): readonly string[] => text.split("\0").filter((field) => field !== "");
