import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/model/github/contribution.js";
import type { PullRequest } from "../../src/model/github/pull-request.js";
import { aCandidate, type aChange, codesOf, coveredIn, judge, theNextOne } from "./builders.js";

interface Facts {
  readonly pull?: Partial<PullRequest>;
  readonly change?: Parameters<typeof aChange>[0];
}

interface Row extends Facts {
  readonly behaviour: string;
  /** none: it is covered */
  readonly codes: readonly string[];
  /** the facts once the remedy was followed; absent: those of a pull request that nothing stands against */
  readonly mended?: Facts;
}

const candidateOf = ({ pull, change }: Facts): Candidate => aCandidate(pull, change);

/** Each row: what is refused, that mending it ends the refusal, and that the next pull request can bring what is left. */
export function describeRefusals(family: string, rows: readonly Row[]): void {
  const refused = rows.filter(({ codes }) => codes.length > 0);

  describe(family, () => {
    it.each(rows)("$behaviour: $codes", ({ codes, ...facts }) => {
      const candidate = candidateOf(facts);

      expect(codesOf(candidate)).toEqual(codes);
      expect(coveredIn(judge([candidate]))).toEqual(codes.length === 0 ? ["orders"] : []);
    });

    it.each(refused)("$behaviour: covered once it is mended", ({ mended = {} }) => {
      expect(codesOf(candidateOf(mended))).toEqual([]);
      expect(coveredIn(judge([candidateOf(mended)]))).toEqual(["orders"]);
    });

    it.each(refused)("$behaviour: the next pull request can bring what is left", (row) => {
      expect(coveredIn(judge([candidateOf(row), theNextOne()]))).toEqual(["orders"]);
    });
  });
}
