/** Stable: scripts and workflows decide on them. */
export const EXIT = {
  done: 0,
  /** a mistake in a file, a failed call, a step that failed */
  error: 1,
  /** `plan --detailed-exitcode`: there are changes */
  changes: 2,
  /** cannot be applied as it stands, or a part of it was refused */
  refused: 3,
  /** started but not proved */
  unproven: 4,
  /** the command line is wrong, or names what is not there */
  usage: 64,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
