import { describe, expect, it } from "vitest";
import { decodeAnswer } from "../../../../src/adapters/posthog/decode/part.js";
import type { Part } from "../../../../src/adapters/posthog/decode/part.js";

const decodeOrders = (answer: Part) => ({
  name: answer.text("name"),
  rows: answer.numberOrNull("rows"),
  items: answer.listOrNone("items").map((item) => ({ id: item.text("id"), tags: item.textsOrNone("tags") })),
  owner: answer.part("owner")?.flagOrNull("active") ?? null,
});

describe("a list that every server sends", () => {
  it.each(["{}", '{"items":null}', '{"items":{}}'])("is demanded of %s", (text) => {
    expect(decodeAnswer(text, (answer) => answer.list("items"))).toEqual({
      ok: false,
      error: "at items: expected a list",
    });
  });
});

describe("decodeAnswer", () => {
  it("takes what it knows and ignores the rest", () => {
    const text = JSON.stringify({
      name: "a",
      rows: 3,
      items: [{ id: "1", tags: ["x"], new: {} }],
      owner: { active: true },
      more: 1,
    });

    expect(decodeAnswer(text, decodeOrders)).toEqual({
      ok: true,
      value: { name: "a", rows: 3, items: [{ id: "1", tags: ["x"] }], owner: true },
    });
  });

  it("reads absent like null", () => {
    const expected = { ok: true, value: { name: "a", rows: null, items: [], owner: null } };

    expect(decodeAnswer('{"name":"a"}', decodeOrders)).toEqual(expected);
    expect(decodeAnswer('{"name":"a","rows":null,"items":null,"owner":null}', decodeOrders)).toEqual(expected);
  });

  it.each([
    ["", "empty"],
    [" \n", "empty"],
    ["<html></html>", "html"],
    ["\n <!doctype html>", "html"],
    ['{"name": "a"', "not-json"],
    ["OK", "not-json"],
    ["[]", "at the top: expected an object"],
    ["null", "at the top: expected an object"],
    ["{}", "at name: expected text"],
    ['{"name":7}', "at name: expected text"],
    ['{"name":"a","rows":"7"}', "at rows: expected a number"],
    ['{"name":"a","items":{}}', "at items: expected a list"],
    ['{"name":"a","items":[{"id":"1"},7]}', "at items[1]: expected an object"],
    ['{"name":"a","items":[{"id":"1"},{}]}', "at items[1].id: expected text"],
    ['{"name":"a","items":[{"id":"1","tags":["x",7]}]}', "at items[0].tags[1]: expected text"],
    ['{"name":"a","owner":[]}', "at owner: expected an object"],
    ['{"name":"a","owner":{"active":"True"}}', "at owner.active: expected true or false"],
    ['{"rows":"7"}', "at name: expected text"],
  ])("answers %j with the first place that is wrong", (text, error) => {
    expect(decodeAnswer(text, decodeOrders)).toEqual({ ok: false, error });
  });
});
