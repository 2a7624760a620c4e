import type { Diagnostic } from "../model/diagnostic.js";

type Trouble =
  "missing" | "symlink" | "outside" | "no-file" | "too-large" | "encoding" | "unreadable" | "unwritable" | "changed";

interface Words {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const WORDS: Readonly<Record<Trouble, Words>> = {
  missing: {
    code: "file-missing",
    message: "the file is not there",
    hint: "check the path; warehog init writes a first configuration",
  },
  symlink: {
    code: "file-symlink",
    message: "the file is a symbolic link, or is reached through one, so what is reviewed is not what would be read",
    hint: "put the file itself there",
  },
  outside: {
    code: "file-outside",
    message: "the path leads out of the folder of the project file",
    hint: "move the file into that folder",
  },
  "no-file": { code: "file-unreadable", message: "this is no regular file", hint: "name a file" },
  "too-large": {
    code: "file-too-large",
    message: "the file is larger than any configuration should be",
    hint: "split it: one file a source",
  },
  encoding: { code: "file-encoding", message: "the file is not valid UTF-8", hint: "save it as UTF-8" },
  unreadable: { code: "file-unreadable", message: "the file could not be read", hint: "check its permissions" },
  unwritable: {
    code: "file-unwritable",
    message: "the file could not be written",
    hint: "check that the folder is there, its permissions, and the space that is left",
  },
  changed: {
    code: "file-changed",
    message: "somebody else wrote the file after it was read here, so nothing was written over it",
    hint: "run the same command again: it reads the file as it is now",
  },
};

/** @param limitMib  named where the file is too large */
export function fileFault(trouble: Trouble, path: string, limitMib?: number): Diagnostic {
  const { code, message, hint } = WORDS[trouble];
  const limit = limitMib === undefined ? "" : ` (limit: ${limitMib} MiB)`;
  return { code, file: path, line: 1, column: 1, message: `${message}${limit}`, hint };
}

const BY_ERRNO: Readonly<Record<string, Trouble>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  ELOOP: "symlink",
  EMLINK: "symlink",
  ENXIO: "no-file",
};

/** What a failed system call says; never its own text, which can hold other paths. */
export function faultOf(cause: unknown, path: string): Diagnostic {
  const errno = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return fileFault(BY_ERRNO[errno] ?? "unreadable", path);
}
