import type { Workspace } from "../support/workspace.js";

/** A plan in one of its formats, its line breaks taken for blanks: where text wraps is not what is asked. */
export const planOfText = async (workspace: Workspace, format: string): Promise<string> =>
  (await workspace.warehog("plan", "--format", format)).stdout.replaceAll(/\s+/g, " ");
