import { array, constantFrom, nat, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { assert } from "../../support/fixed-seed.js";
import { cut, fit, whole } from "../../../src/report/github/budget.js";
import type { Droppable, Row, Section } from "../../../src/report/github/budget.js";
import { code, NOTHING, safe } from "../../../src/report/markdown-text.js";

const ELSEWHERE = safe`see the summary`;
const row = (name: string, drop: Droppable | null): Row => ({ text: () => code(name), drop });
const section = (rows: readonly Row[]): Section => ({ head: NOTHING, rows, between: "\n" });
const rows = (count: number, drop: Droppable | null): readonly Row[] =>
  Array.from({ length: count }, (_, index) => row(`${drop ?? "danger"}-${String(index).padStart(3, "0")}`, drop));

const shown = (body: string, name: string): number => body.split(`\`${name}-`).length - 1;

describe("a text within its budget", () => {
  it("is whole where it fits", () => {
    const fitted = fit([whole(safe`head`), section(rows(3, "safe"))], 10_000, ELSEWHERE);

    expect(fitted?.body).toBe("head\n\n`safe-000`\n`safe-001`\n`safe-002`\n");
    expect(fitted?.dropped.safe).toBe(0);
  });

  it("loses what matters least first, from its end, and says how much", () => {
    const all = [...rows(40, null), ...rows(40, "safe"), ...rows(40, "detail"), ...rows(40, "drift")];

    const fitted = fit([section(all)], 1200, ELSEWHERE);

    expect(fitted?.body).toContain("`danger-039`");
    expect(fitted?.body).toContain("`safe-000`");
    expect(fitted?.dropped).toMatchObject({ detail: 40, drift: 40 });
    const kept = shown(fitted?.body ?? "", "safe");
    expect(fitted?.dropped.safe).toBe(40 - kept);
    expect(kept).toBeGreaterThan(0);
    expect(fitted?.body).toContain(`${40 - kept} safe changes left out here: see the summary`);
  });

  it("is none where what may harm rows does not fit", () => {
    expect(fit([section(rows(40, null))], 300, ELSEWHERE)).toBeUndefined();
    expect(fit([whole(safe`a head that is too long`)], 10, ELSEWHERE)).toBeUndefined();
  });

  it("asks for no more rows than it may show", () => {
    let asked = 0;
    const counting = Array.from({ length: 5000 }, () => ({
      text: () => {
        asked++;
        return safe`a row of some length`;
      },
      drop: "safe" as const,
    }));

    fit([section(counting)], 2000, ELSEWHERE);

    expect(asked).toBeLessThan(100);
  });

  it("never is longer than it may be, and keeps whatever may harm rows", () => {
    const kind = constantFrom<Droppable | null>(null, "drift", "detail", "safe", "costly", "blocked");
    const anyRow = record({ drop: kind, name: string({ unit: "grapheme", maxLength: 60 }) });
    assert(
      property(array(array(anyRow, { maxLength: 30 }), { maxLength: 5 }), nat(6000), (given, limit) => {
        const sections = given.map((each) => section(each.map(({ name, drop }) => row(name, drop))));
        const fitted = fit(sections, limit, ELSEWHERE);
        if (fitted === undefined) return;

        expect(Buffer.byteLength(fitted.body)).toBeLessThanOrEqual(Math.max(limit, 1));
        for (const { text, drop } of sections.flatMap((each) => each.rows))
          if (drop === null) expect(fitted.body).toContain(text().markdown);
      }),
    );
  });
});

describe("a text that nobody approves by", () => {
  it("is cut where what may harm rows does not fit, and says so", () => {
    const body = cut([whole(safe`head`), section(rows(200, null))], 1000, ELSEWHERE);

    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1000);
    expect(body).toContain(`${200 - shown(body, "danger")} dangerous changes left out here`);
  });
});
