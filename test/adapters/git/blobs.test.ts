import { describe, expect, it } from "vitest";
import { blobsIn } from "../../../src/adapters/git/blobs.js";

/** A git that answers with this, and what it was asked. */
function aGit(stdout: string) {
  const asked: (readonly [string, string | undefined])[] = [];
  const read = blobsIn(async (args, input) => {
    asked.push([args.join(" "), input]);
    return { code: 0, stdout: Buffer.from(stdout) };
  });
  return { asked, read: async (...objects: readonly string[]) => (await Promise.all(objects.map(read))).map(String) };
}

describe("blobs", () => {
  it("that are asked for at once are read by one process, each whole", async () => {
    const { asked, read } = aGit("aa blob 6\none\n2\n\nbb blob 0\n\ncc missing\ndd blob 3\nend\n");

    expect(await read("aa", "dd", "cc", "bb")).toEqual(["one\n2\n", "end", "undefined", ""]);
    expect(asked).toEqual([["cat-file --batch", "aa\ndd\ncc\nbb\n"]]);
  });

  it("of which only a part came are not taken for whole", async () => {
    expect(await aGit("aa blob 3\nend\nbb blob 900\nhalf").read("aa", "bb")).toEqual(["end", "undefined"]);
  });

  it("that are asked for later are read by a process of their own", async () => {
    const { asked, read } = aGit("aa blob 1\nx\n");

    await read("aa");
    await read("aa");

    expect(asked).toHaveLength(2);
  });
});
