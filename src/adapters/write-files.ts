import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic } from "../model/diagnostic.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { dropBeside, moveIn, writeBeside } from "./durable.js";
import { fileFault } from "./file-fault.js";
import { readText } from "./files.js";
import { makeFolderOf } from "./make-folder.js";

export interface FileChange {
  /** relative to the root */
  readonly path: string;
  /** as it was read; undefined: it was not there */
  readonly before: string | undefined;
  readonly text: string;
}

/**
 * Writes several files, all or none: each new text is durable beside its file, and each file is still as it was read, before
 * the first of them is replaced.
 */
export async function writeFiles(root: string, changes: readonly FileChange[]): Promise<Result<null, Diagnostic>> {
  const written: string[] = [];
  let at = "";
  try {
    for (const change of changes) {
      at = change.path;
      const safe = await isAsRead(root, change);
      if (!safe.ok) return safe;
      const full = join(root, at);
      const folder = await makeFolderOf(full);
      if (!folder.ok) return err(fileFault("unwritable", at));
      written.push(full);
      await writeBeside(full, change.text, await modeOf(full));
    }
    for (const change of changes) {
      const safe = await isAsRead(root, change);
      if (!safe.ok) return safe;
    }
    for (const { path } of changes) {
      at = path;
      await moveIn(join(root, path));
    }
    return ok(null);
  } catch {
    return err(fileFault("unwritable", at));
  } finally {
    for (const path of written) await dropBeside(path).catch(() => {});
  }
}

async function isAsRead(root: string, { path, before }: FileChange): Promise<Result<null, Diagnostic>> {
  const now = await readText(root, path);
  if (!now.ok && now.error.code !== "file-missing") return err(now.error);
  return (now.ok ? now.value.text : undefined) === before ? ok(null) : err(fileFault("changed", path));
}

const modeOf = (path: string): Promise<number> =>
  lstat(path).then(
    ({ mode }) => mode & 0o777,
    () => 0o666,
  );
