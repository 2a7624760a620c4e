import type { SourceFile } from "../config/source.js";
import type { SourceText } from "../config/source-text.js";
import type { LiveSource } from "../model/live.js";
import type { LeftOut } from "./left-out.js";

/** A file that is there, with the name under which plans and options know it. */
export interface Existing {
  readonly key: string;
  readonly text: SourceText;
  readonly file: SourceFile;
}

/** One file after a pull. */
export interface Pulled {
  readonly path: string;
  /** undefined: it is new */
  readonly before: string | undefined;
  readonly text: string;
  /** tables whose entries were changed */
  readonly changed: readonly string[];
  /** tables that the file did not declare; all of a new one */
  readonly added: readonly string[];
  /** what it declares by now; absent where that is no one source, or it was not looked at */
  readonly declares?: { readonly live: LiveSource; readonly names: readonly string[] };
}

export interface Pull {
  readonly files: readonly Pulled[];
  readonly leftOut: readonly LeftOut[];
}

export const untouched = ({ text }: Existing): Pulled => ({
  path: text.path,
  before: text.text,
  text: text.text,
  changed: [],
  added: [],
});
