import type { RunGit } from "./program.js";

/** undefined: there is no such blob */
export type ReadBlob = (object: string) => Promise<Buffer | undefined>;

interface Asked {
  readonly object: string;
  readonly answer: (content: Buffer | undefined) => void;
}

/** Blobs that are asked for at once are read by one process: a configuration of twenty files would take twenty. */
export function blobsIn(git: RunGit): ReadBlob {
  let waiting: Asked[] = [];
  const readAll = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    const found = await batch(
      git,
      asked.map(({ object }) => object),
    );
    for (const { object, answer } of asked) answer(found.get(object));
  };
  return (object) =>
    new Promise((answer) => {
      if (waiting.push({ object, answer }) === 1) setImmediate(() => void readAll());
    });
}

const LINE_BREAK = 10;
/** object type size */
const HEADER = /^([0-9a-f]+) blob (\d+)$/;

/** Each answer is a line, and where that names a blob its content and a line break. */
async function batch(git: RunGit, objects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const { stdout } = await git(["cat-file", "--batch"], `${objects.join("\n")}\n`);
  const found = new Map<string, Buffer>();
  for (let at = 0; ;) {
    const end = stdout.indexOf(LINE_BREAK, at);
    if (end === -1) return found;
    const [, object, size] = HEADER.exec(stdout.toString("latin1", at, end)) ?? [];
    at = end + 1;
    if (object === undefined) continue;
    const content = stdout.subarray(at, at + Number(size));
    // A listing that was cut short holds half a blob at its end.
    if (content.length === Number(size)) found.set(object, content);
    at += Number(size) + 1;
  }
}
