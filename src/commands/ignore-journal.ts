import { readText } from "../adapters/files.js";
import type { Context } from "./context.js";

export const IGNORE_FILE = ".gitignore";
const IGNORED = ".warehog/";

/** The list of what git leaves alone, with the journal in it: that belongs to one machine. */
export async function withJournalIgnored({ cwd }: Context): Promise<readonly [path: string, text: string]> {
  const before = await readText(cwd, IGNORE_FILE);
  const text = before.ok ? before.value.text : "";
  if (text.split(/\r?\n/).includes(IGNORED)) return [IGNORE_FILE, text];
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const separator = text === "" || text.endsWith("\n") ? "" : lineBreak;
  return [IGNORE_FILE, `${text}${separator}${IGNORED}${lineBreak}`];
}
