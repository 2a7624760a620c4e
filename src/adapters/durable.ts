import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { openFresh } from "./fresh-file.js";

/** Replaces a file so that after a power cut either the old or the new text is there, and never a part of one. */
export async function replaceDurably(path: string, text: string, mode = 0o600): Promise<void> {
  await writeBeside(path, text, mode);
  await moveIn(path);
}

const besideOf = (path: string): string => `${path}.new`;

/** Writes the new text of a file to where it takes no effect yet. */
export async function writeBeside(path: string, text: string, mode: number): Promise<void> {
  const file = await openFresh(besideOf(path), mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts in place what was written beside a file. */
export async function moveIn(path: string): Promise<void> {
  await rename(besideOf(path), path);
  await syncFolder(dirname(path));
}

/** Takes back what was written beside a file. */
export const dropBeside = (path: string): Promise<void> => rm(besideOf(path), { force: true });

/** A rename is durable only with its folder. Windows cannot open one and needs no such call. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}
