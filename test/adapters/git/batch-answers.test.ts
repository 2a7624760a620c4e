import { assert, nat, property, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { receiver } from "../../../src/adapters/git/batch-answers.js";

const SAID = Buffer.from("aa blob 6\none\n2\n\nbb missing\ncc commit 0\n\ndd blob 3\nend\n");
const ANSWERS = ["blob one\n2\n", "undefined", "commit ", "blob end"];

function aReceiver(mostBytes = 1000) {
  const answers: string[] = [];
  const receive = receiver(mostBytes, (object) =>
    answers.push(object === undefined ? "undefined" : `${object.type} ${object.content.toString()}`),
  );
  return { answers, receive };
}

describe("what git says of objects", () => {
  it("is taken apart wherever the bytes are parted", () => {
    assert(
      property(uniqueArray(nat(SAID.length), { maxLength: 8 }), (cuts) => {
        const { answers, receive } = aReceiver();
        const ends = [...cuts.toSorted((a, b) => a - b), SAID.length];
        for (const [index, end] of ends.entries()) receive(SAID.subarray(ends[index - 1] ?? 0, end));

        expect(answers).toEqual(ANSWERS);
      }),
    );
  });

  it("is no answer before it is whole", () => {
    const { answers, receive } = aReceiver();

    expect(receive(SAID.subarray(0, SAID.length - 1))).toBe(true);
    expect(answers).toEqual(ANSWERS.slice(0, 3));
  });

  it("is not waited for where it is too much", () => {
    expect(aReceiver(100).receive(Buffer.from("aa blob 101\n"))).toBe(false);
  });
});
