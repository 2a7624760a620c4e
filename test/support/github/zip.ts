import { crc32 } from "node:zlib";

const VERSION = 20;
const NO_DATE = 0x00_21; // the first day that the format knows
const UTF8_NAMES = 0x0800;

/** The files as a zip, stored without compression. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const data = Buffer.from(text);
    const shared = numbers(
      [VERSION, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [NO_DATE, 2],
      [crc32(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2],
    ); // prettier-ignore
    const local = Buffer.concat([numbers([0x04034b50, 4]), shared, name, data]);
    const rest = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    entries.push(Buffer.concat([numbers([0x02014b50, 4], [VERSION, 2]), shared, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const { length: count } = entries;
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...locals, directory, end]);
}

/** Little-endian, each in as many bytes as told. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}
