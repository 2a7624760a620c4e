import { open, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/**
 * Opens a new file for writing, in place of whatever stood there. What was left by a crash, or put there by somebody else, is
 * never opened: a pipe would be waited for, for ever, and a link or another user's file would get the text.
 *
 * @param mode  of the new file
 * @throws what the file system refuses, e.g. EISDIR for a folder in the way
 */
export async function openFresh(path: string, mode: number): Promise<FileHandle> {
  await unlink(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
  });
  return open(path, "wx", mode);
}
