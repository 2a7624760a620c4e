import { constants } from "node:fs";
import { link, readFile, rename, rm } from "node:fs/promises";
import { openFresh } from "./fresh-file.js";

/** This process, and how to tell whether another one still lives. */
export interface Processes {
  readonly pid: number;
  isAlive(pid: number): boolean;
}

/**
 * Takes an exclusive lock. One whose process is gone is taken over.
 *
 * @returns undefined, or the pid of the living process that keeps us out
 * @throws what the file system refuses, e.g. EACCES
 */
export async function takeLock(path: string, processes: Processes): Promise<number | undefined> {
  const own = `${path}.${processes.pid}`;
  await writeFresh(own, String(processes.pid));
  try {
    // A link appears with its content: nobody can see a lock without the pid in it.
    while (!(await linked(own, path))) {
      const holder = await readPid(path);
      if (holder !== undefined && processes.isAlive(holder)) return holder;
      await discard(path, `${own}.stale`, holder);
    }
    return undefined;
  } finally {
    await rm(own, { force: true });
  }
}

export const releaseLock = (path: string): Promise<void> => rm(path, { force: true });

async function writeFresh(path: string, text: string): Promise<void> {
  const file = await openFresh(path, 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (codeOf(cause) === "EEXIST") return false;
    throw cause;
  }
}

/** Moves a stale lock away; if another process was faster and the lock is a new one, it is put back. */
async function discard(path: string, aside: string, stale: number | undefined): Promise<void> {
  try {
    await rename(path, aside);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return;
    throw cause;
  }
  if ((await readPid(aside)) !== stale) await linked(aside, path);
  await rm(aside, { force: true });
}

/** undefined: the lock is gone, or holds no pid */
async function readPid(path: string): Promise<number | undefined> {
  try {
    // Without O_NONBLOCK a pipe in the lock's place would be waited for, for ever.
    const flag = constants.O_RDONLY | constants.O_NONBLOCK;
    const pid = Number(await readFile(path, { encoding: "utf8", flag }));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw cause;
  }
}

export const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
