import type { PullCode } from "./codes.js";

/** Something of the live state that no file says after a pull, or something of a file that a pull could not bring into line. */
export interface LeftOut {
  readonly code: PullCode;
  /** source, source/table, or the file that it stands in */
  readonly address: string;
  /** why, and what to do; starts in lower case */
  readonly message: string;
}
