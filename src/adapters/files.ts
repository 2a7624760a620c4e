import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import pLimit from "p-limit";
import type { Diagnostic } from "../model/diagnostic.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { replaceDurably } from "./durable.js";
import { faultOf, fileFault } from "./file-fault.js";
import { decodedText } from "./utf8.js";

export { expand } from "./match-files.js";

const MIB = 1024 * 1024;
/** How large a file may be, in bytes. */
export const MOST_BYTES = {
  /** a few lines for each target */
  project: MIB,
  /** part of the reviewed configuration; ten thousand tables take two */
  managed: 16 * MIB,
  /** named by hand, as a plan is */
  named: 256 * MIB,
} as const;
/** A project of thousands of files must not run out of handles. */
const atOnce = pLimit(32);

export interface FileText {
  readonly path: string;
  readonly text: string;
}

/**
 * The text of a regular file, strictly decoded from UTF-8; a byte order mark stays.
 *
 * @param root  the folder that a relative path may not leave, neither by `..` nor through a symbolic link
 * @param path  relative: part of the reviewed configuration. Absolute: named by hand, anywhere.
 */
export const readText = (
  root: string,
  path: string,
  maxBytes: number = isAbsolute(path) ? MOST_BYTES.named : MOST_BYTES.managed,
): Promise<Result<FileText, Diagnostic>> =>
  atOnce(async () => {
    const full = resolve(root, path);
    if (!isAbsolute(path)) {
      const within = relative(root, full);
      if (within === ".." || within.startsWith(`..${sep}`) || isAbsolute(within))
        return err(fileFault("outside", path));
      if (await crossesLink(root, within)) return err(fileFault("symlink", path));
    }
    try {
      return await readRegular(full, path, maxBytes);
    } catch (cause) {
      return err(faultOf(cause, path));
    }
  });

async function readRegular(full: string, path: string, maxBytes: number): Promise<Result<FileText, Diagnostic>> {
  // Without O_NONBLOCK the open of a pipe would wait for a writer for ever.
  const file = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return err(fileFault("no-file", path));
    if (stat.size > maxBytes) return err(fileFault("too-large", path, maxBytes / MIB));
    const text = decodedText(await file.readFile());
    return text === undefined ? err(fileFault("encoding", path)) : ok({ path, text });
  } finally {
    await file.close();
  }
}

async function crossesLink(root: string, within: string): Promise<boolean> {
  let path = root;
  for (const step of within.split(sep).slice(0, -1)) {
    path = join(path, step);
    const link = await lstat(path).then(
      (stat) => stat.isSymbolicLink(),
      () => false,
    );
    if (link) return true;
  }
  return false;
}

/** Replaces a file as a whole, its permissions kept; after a power cut the old or the new text stands there. */
export async function writeText(path: string, text: string): Promise<Result<null, Diagnostic>> {
  try {
    const before = await lstat(path).catch(() => undefined);
    if (before?.isSymbolicLink()) return err(fileFault("symlink", path));
    if (before !== undefined && !before.isFile()) return err(fileFault("no-file", path));
    await replaceDurably(path, text, before === undefined ? 0o666 : before.mode & 0o777);
    return ok(null);
  } catch {
    return err(fileFault("unwritable", path));
  }
}
