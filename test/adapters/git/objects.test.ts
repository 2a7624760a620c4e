import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { objectsIn } from "../../../src/adapters/git/objects.js";

/** A git that answers the first line that it reads with each of these, one process after the other, and ends. */
function aGit(...answers: readonly string[]) {
  const asked: string[] = [];
  const read = objectsIn((args) => {
    const script = 'read -r line; printf "$1"';
    const answer = answers[asked.push(args.join(" ")) - 1] ?? expect.unreachable();
    return spawn("sh", ["-c", script, "sh", answer], { stdio: ["pipe", "pipe", "ignore"] });
  });
  return { asked, read: async (name: string) => (await read(name))?.content.toString() };
}

describe("objects", () => {
  it("are read by one process as long as it lives", async () => {
    const { asked, read } = aGit("aa blob 3\none\nbb missing\ncc blob 3\nend\n");

    expect(await Promise.all(["aa", "bb", "cc"].map(read))).toEqual(["one", undefined, "end"]);
    expect(asked).toEqual(["cat-file --batch"]);
  });

  it("of which only a part came are not there, and whoever asks again asks another process", async () => {
    const { asked, read } = aGit("aa blob 3\none\nbb blob 900\nhalf", "bb blob 3\ntwo\n");

    expect(await Promise.all(["aa", "bb"].map(read))).toEqual(["one", undefined]);
    expect(await read("bb")).toBe("two");
    expect(asked).toHaveLength(2);
  });

  it("are not there where no git is", async () => {
    const read = objectsIn(() => spawn("/nowhere/git", [], { stdio: ["pipe", "pipe", "ignore"] }));

    expect(await Promise.all(["aa", "bb"].map(read))).toEqual([undefined, undefined]);
  });
});
