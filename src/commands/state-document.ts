import { resolve } from "node:path";
import { readText } from "../adapters/files.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import { fileFailure } from "./failure.js";
import type { Failure } from "./failure.js";
import { packagedText } from "./packaged.js";

const EXAMPLE_STATE = "examples/acme/state.json";

/** The state document that a sandbox starts from: a file, or the packaged example. Whether it is a good one is the sandbox's to say. */
export async function stateDocument(context: Context, path: string | undefined): Promise<Result<unknown, Failure>> {
  if (path === undefined) return ok(JSON.parse(await packagedText(EXAMPLE_STATE)));
  const text = await readText(context.cwd, resolve(context.cwd, path));
  if (!text.ok) return err(fileFailure(path, text.error, "check the path; without one the packaged example is used"));
  try {
    return ok(JSON.parse(text.value.text));
  } catch {
    return err(invalidState(path, "it is not JSON"));
  }
}

export const invalidState = (path: string | undefined, why: string): Failure => ({
  code: "state-invalid",
  message: `${path ?? EXAMPLE_STATE} is no state document: ${why}`,
  hint: "warehog schema sandbox-state prints what one looks like",
});
