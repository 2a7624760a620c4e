import { expect, it } from "vitest";
import { complete } from "../../support/github/complete.js";
import type { Schema } from "../../support/github/contract.js";

const REVIEW: Schema = {
  type: "object",
  properties: {
    id: { type: "integer" },
    body: { type: "string" },
    url: { type: "string", format: "uri" },
    at: { type: "string", format: "date-time" },
    state: { type: "string", enum: ["APPROVED", "COMMENTED"] },
    author: { anyOf: [{ type: "null" }, { type: "object", properties: { login: { type: "string" } }, required: ["login"] }] },
    commit: { type: ["string", "null"] },
    note: { type: "string" },
  },
  required: ["id", "body", "url", "at", "state", "author", "commit"],
}; // prettier-ignore

it("adds what is required, and nothing that looks like a fact", () => {
  expect(complete(REVIEW, { id: 7 })).toEqual({
    id: 7,
    body: "unset",
    url: "https://unset.invalid/",
    at: "2000-01-01T00:00:00Z",
    state: "APPROVED",
    author: null,
    commit: null,
  });
});

it("keeps the facts, at every depth", () => {
  const facts = { id: 7, state: "COMMENTED", author: { login: "ada" }, commit: "abc", note: "n" };
  expect(complete(REVIEW, facts)).toMatchObject(facts);
});

it("refuses a fact that GitHub does not tell", () => {
  expect(() => complete(REVIEW, { id: 7, mood: "good" }, "review")).toThrow("GitHub tells no review.mood");
  expect(() => complete(REVIEW, { author: { name: "Ada" } })).toThrow("GitHub has no form of .author");
});
