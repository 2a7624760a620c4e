export interface GitObject {
  readonly type: string;
  readonly content: Buffer;
}

export type Answer = (object: GitObject | undefined) => void;

const LINE_BREAK = 10;
/** object type size */
const HEADER = /^[0-9a-f]+ (\w+) (\d+)$/;

/**
 * Takes apart what `git cat-file --batch` says: each answer is a line, and where that tells of an object its content and a line break.
 *
 * @returns what takes the next bytes; false: an answer of more than so many has begun
 */
export function receiver(mostBytes: number, answered: Answer): (chunk: Buffer) => boolean {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = 1;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < needed) return true;
    let rest = Buffer.concat(chunks);
    for (;;) {
      const lineEnd = rest.indexOf(LINE_BREAK);
      if (lineEnd === -1) break;
      const [, type, length] = HEADER.exec(rest.toString("latin1", 0, lineEnd)) ?? [];
      const end = type === undefined ? lineEnd + 1 : lineEnd + 1 + Number(length) + 1;
      if (end > mostBytes) return false;
      if (rest.length < end) {
        needed = end;
        break;
      }
      answered(type === undefined ? undefined : { type, content: rest.subarray(lineEnd + 1, end - 1) });
      rest = rest.subarray(end);
      needed = 1;
    }
    chunks = [rest];
    size = rest.length;
    return true;
  };
}
