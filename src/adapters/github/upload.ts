import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Kept, NotKept } from "../../model/github/known.js";
import { LAST_IN_ROW, nameInRow } from "./artifact-names.js";

const RETENTION_DAYS = 90;
const CALL = "CreateArtifact";

const textOf = (error: unknown): string => (error instanceof Error ? error.message : "");

/** What the service answers to a name that an earlier attempt of this run has taken. */
const isTaken = (error: unknown): boolean => /\(409\)/.test(textOf(error));

/** The library tells apart by the words of its errors alone. */
function whyNot(error: unknown): NotKept["why"] {
  if (/storage quota/i.test(textOf(error))) return "quota";
  return /\(40[13]\)/.test(textOf(error)) ? "forbidden" : "unavailable";
}

/**
 * Lets the commands of a library reach the runner while it works. It masks the signed address that it uploads to by such a
 * command, and tells it by another: where the runner takes neither, the address would stand in the log for everybody.
 */
export type SpeakToRunner = <T>(work: () => Promise<T>) => Promise<T>;

interface Place {
  /** where the file is kept for later steps of the job */
  readonly folder: string;
  readonly speakToRunner: SpeakToRunner;
}

/** Uploads a value as an artifact of one file of this run. */
export const uploadJson = (name: string, value: unknown, place: Place): Promise<Kept<string>> =>
  uploadText(name, { name: "record.json", text: JSON.stringify(value) }, place);

/**
 * Uploads an artifact of one file of this run: nobody can alter it afterwards.
 *
 * @returns path of the file
 */
export async function uploadText(
  name: string,
  file: { readonly name: string; readonly text: string },
  { folder, speakToRunner }: Place,
): Promise<Kept<string>> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(folder, "warehog-"));
  const path = join(own, file.name);
  await writeFile(path, file.text);
  // Loaded here: it takes longer to load than all the rest of the action.
  const { DefaultArtifactClient } = await import("@actions/artifact");
  const client = new DefaultArtifactClient();
  const options = { retentionDays: RETENTION_DAYS };
  for (let place = 1; place <= LAST_IN_ROW; place++)
    try {
      await speakToRunner(() => client.uploadArtifact(nameInRow(name, place), [path], own, options));
      return { known: true, value: path };
    } catch (error) {
      if (!isTaken(error)) return { known: false, why: whyNot(error), call: CALL };
    }
  return { known: false, why: "unavailable", call: CALL };
}
