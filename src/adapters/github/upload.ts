import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Known } from "../../model/github/known.js";
import { LAST_IN_ROW, nameInRow } from "./artifact-names.js";

const RETENTION_DAYS = 90;
const CALL = "CreateArtifact";

/** What the service answers to a name that an earlier attempt of this run has taken. It tells so in its words alone. */
const isTaken = (error: unknown): boolean => error instanceof Error && /\(409\)/.test(error.message);

/**
 * Uploads a value as an artifact of one file of this run: nobody can alter it afterwards.
 *
 * @param folder  where the file is kept for later steps of the job
 * @returns path of the file
 */
export async function uploadJson(folder: string, name: string, value: unknown): Promise<Known<string>> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(folder, "warehog-"));
  const path = join(own, "record.json");
  await writeFile(path, JSON.stringify(value));
  // Loaded here: it doubles the time that every other command needs to start.
  const { DefaultArtifactClient } = await import("@actions/artifact");
  const client = new DefaultArtifactClient();
  for (let place = 1; place <= LAST_IN_ROW; place++)
    try {
      await client.uploadArtifact(nameInRow(name, place), [path], own, { retentionDays: RETENTION_DAYS });
      return { known: true, value: path };
    } catch (error) {
      if (!isTaken(error)) break;
    }
  return { known: false, why: "unavailable", call: CALL };
}
