import { lstat, rename } from "node:fs/promises";
import { codeOf, releaseLock, takeLock, type Processes } from "./lock-file.js";

/**
 * Takes over the journal that stands under its former name, where none stands under the new one yet. The lock of the new name
 * is held by the caller.
 *
 * @returns undefined, or the pid of an older Warehog that has it open
 * @throws what the file system refuses, e.g. EACCES
 */
export async function adoptJournal(former: string, path: string, processes: Processes): Promise<number | undefined> {
  if ((await isThere(path)) || !(await isThere(former))) return undefined;
  const lock = `${former}.lock`;
  const holder = await takeLock(lock, processes);
  if (holder !== undefined) return holder;
  await rename(former, path);
  await releaseLock(lock);
  return undefined;
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR") return false;
    throw cause;
  }
}
