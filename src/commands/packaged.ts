import { fileURLToPath } from "node:url";
import { readText } from "../adapters/files.js";
import { InvariantError } from "../model/result.js";

/** The package's own folder. Sources and bundled chunks both stand two levels below it. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A file that is shipped with the package. */
export async function packagedText(path: string): Promise<string> {
  const text = await readText(ROOT, path);
  if (!text.ok) throw new InvariantError(`the package lacks ${path}`);
  return text.value.text;
}
