import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Diagnostic } from "../model/diagnostic.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { fileFault } from "./file-fault.js";

/** Makes the folder that a file shall stand in, and those above it. */
export async function makeFolderOf(path: string): Promise<Result<null, Diagnostic>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return ok(null);
  } catch {
    return err(fileFault("unwritable", path));
  }
}
