import { inflateRawSync } from "node:zlib";

const END = 0x06_05_4b_50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xff_ff;
const ENTRY = 0x02_01_4b_50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04_03_4b_50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * The one file of an artifact's zip. Sizes are those of the directory at its end: what is written as a stream has none before.
 *
 * @param maxBytes  that the file may have
 * @returns undefined: no zip, not exactly one file, too large, or packed in another way
 * @see APPNOTE.TXT of PKWARE, 4.3
 */
export function onlyFile(zip: Buffer, maxBytes: number): Buffer | undefined {
  try {
    return unpacked(zip, maxBytes);
  } catch {
    return undefined; // cut off, broken, or larger than it says
  }
}

function unpacked(zip: Buffer, maxBytes: number): Buffer | undefined {
  const end = endOf(zip);
  if (end === undefined || zip.readUInt16LE(end + 10) !== 1) return undefined;
  const entry = zip.readUInt32LE(end + 16);
  if (zip.readUInt32LE(entry) !== ENTRY || entry + ENTRY_BYTES > end) return undefined;
  const method = zip.readUInt16LE(entry + 10);
  const packedBytes = zip.readUInt32LE(entry + 20);
  const bytes = zip.readUInt32LE(entry + 24);
  const local = zip.readUInt32LE(entry + 42);
  if (bytes > maxBytes || zip.readUInt32LE(local) !== LOCAL) return undefined;
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedBytes);
  const file = method === STORED ? packed : method === DEFLATED ? inflate(packed, maxBytes) : undefined;
  return file?.length === bytes ? file : undefined;
}

const inflate = (packed: Buffer, maxBytes: number): Buffer => inflateRawSync(packed, { maxOutputLength: maxBytes });

/** The end stands last, before a comment of unknown length. */
function endOf(zip: Buffer): number | undefined {
  const last = zip.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) if (zip.readUInt32LE(at) === END) return at;
  return undefined;
}
