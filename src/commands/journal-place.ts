import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import type { Failure } from "./failure.js";

/** Where the journal of a target stands. */
export interface JournalPlace {
  /** absolute */
  readonly path: string;
  /** for people: as seen from the working directory */
  readonly shown: string;
  /** what is wrong with it, in paths as people see them */
  readonly failure: (trouble: Pick<Failure, "message" | "hint">) => Failure;
}

const HASH_DIGITS = 8;

/**
 * Named after the project, not the target: what is owed must be found after a target was renamed. The host stands in it as a
 * hash alone, because file names end up in logs.
 */
export function journalPlace(
  { root, cwd }: { readonly root: string; readonly cwd: string },
  { host, project_id }: { readonly host: string; readonly project_id: number },
): JournalPlace {
  const folder = join(root, ".warehog");
  const near = relative(cwd, folder);
  const name = `${project_id}-${createHash("sha256").update(host).digest("hex").slice(0, HASH_DIGITS)}.journal`;
  return {
    path: join(folder, name),
    shown: join(near, name),
    failure: ({ message, hint }) => ({
      code: "journal",
      message: message.replaceAll(folder, near),
      hint: hint.replaceAll(folder, near),
    }),
  };
}
