import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expect } from "vitest";

const GOLDEN = resolve(import.meta.dirname, "../golden");

/** Compares a text with test/golden/<name>; `npm run golden` (UPDATE_GOLDEN=1) rewrites the file, to be reviewed like code. */
export function expectGolden(name: string, actual: string): void {
  const file = resolve(GOLDEN, name);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(actual).toBe(readFileSync(file, "utf8"));
}
