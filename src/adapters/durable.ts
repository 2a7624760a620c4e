import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { openFresh } from "./fresh-file.js";

/** Replaces a file so that after a power cut either the old or the new text is there, and never a part of one. */
export async function replaceDurably(path: string, text: string, mode = 0o600): Promise<void> {
  const beside = `${path}.new`;
  const file = await openFresh(beside, mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  await syncFolder(dirname(path));
}

/** A rename is durable only with its folder. Windows cannot open one and needs no such call. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}
