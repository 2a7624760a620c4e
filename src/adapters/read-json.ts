import { readFile } from "node:fs/promises";

/**
 * A file that the runner wrote for this job.
 *
 * @throws where it is not there or holds no JSON: no user had a hand in it
 */
export const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));
