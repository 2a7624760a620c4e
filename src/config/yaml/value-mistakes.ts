import type { Mistake } from "../mistake.js";

export const mergeKey = (offset: number): Mistake => ({
  code: "yaml-merge-key",
  message: "merge keys are not part of YAML 1.2: nothing would be merged",
  hint: "write shared values under defaults, or as a rule with a glob over the table names",
  offset,
});

export const unusableKey = (offset: number): Mistake => ({
  code: "yaml-key",
  message: "a key must be one plain or quoted text",
  hint: "write name: value",
  offset,
});

export const unknownAlias = (anchor: string, offset: number): Mistake => ({
  code: "yaml-alias",
  message: `no anchor &${anchor} stands before this alias`,
  hint: "define the anchor above, or put a value that starts with * in quotes",
  offset,
});

export const aliasBomb = (limit: number, offset: number): Mistake => ({
  code: "yaml-alias-bomb",
  message: `the aliases of this file stand for more than ${limit} values`,
  hint: "write shared values under defaults or as rules instead",
  offset,
});

export const inexactNumber = (offset: number): Mistake => ({
  code: "yaml-number",
  message: "this number has more digits than can be kept exactly",
  hint: "put it in quotes",
  offset,
});

export const duplicateKey = (key: string, offset: number, first: number): Mistake => ({
  code: "yaml-duplicate-key",
  message: `"${key}" stands here a second time, and only one of the two could count`,
  hint: "keep one of them",
  offset,
  also: first,
});
