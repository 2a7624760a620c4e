import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { onlyFile } from "../../../src/adapters/github/unzip.js";
import { zip } from "../../support/github/zip.js";

const stored = Buffer.from(zip({ "record.json": "the record" }));

/** As it is written in one go: packed, with the sizes after the data and at the end only. */
function streamed(text: string, claimed = Buffer.byteLength(text)): Buffer {
  const packed = deflateRawSync(text);
  const name = Buffer.from("record.json");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 6);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const descriptor = Buffer.alloc(16);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(claimed, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length + descriptor.length, 16);
  return Buffer.concat([local, name, packed, descriptor, entry, name, end]);
}

describe("the one file of a zip", () => {
  it.each([
    { behaviour: "stored", bytes: stored },
    { behaviour: "packed and streamed", bytes: streamed("the record") },
    { behaviour: "followed by a comment", bytes: Buffer.concat([stored, Buffer.from("a comment")]) },
  ])("is read where it is $behaviour", ({ bytes }) => {
    expect(onlyFile(bytes, 1000)?.toString()).toBe("the record");
  });

  it.each([
    { behaviour: "nothing", bytes: Buffer.alloc(0) },
    { behaviour: "no zip", bytes: Buffer.from("a page of HTML that somebody put in its place, long enough") },
    { behaviour: "a zip that is cut off", bytes: stored.subarray(0, 60) },
    { behaviour: "two files", bytes: Buffer.from(zip({ a: "a", b: "b" })) },
    { behaviour: "a file that is larger than it says", bytes: streamed("the record", 3) },
    { behaviour: "a file that says it is too large", bytes: Buffer.from(zip({ a: "x".repeat(2000) })) },
    { behaviour: "a bomb", bytes: streamed("0".repeat(1_000_000), 900) },
  ])("is not read from $behaviour", ({ bytes }) => {
    expect(onlyFile(bytes, 1000)).toBeUndefined();
  });
});
