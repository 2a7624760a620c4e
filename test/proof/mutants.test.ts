import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutable, type Mutable } from "./mutable.js";
import { MUTANTS } from "./mutants.js";
import type { Stage } from "./stage.js";

const ROOT = resolve(import.meta.dirname, "../..");

describe("a mistake made on purpose", () => {
  let suite: Mutable;
  let stage: Stage;
  beforeAll(async () => {
    suite = await mutable(build, MUTANTS);
    stage = await suite.openStage();
  });
  afterAll(() => stage.close());

  it.each(MUTANTS)("$name", async (mutant) => {
    const source = readFileSync(join(ROOT, mutant.file), "utf8");
    expect(source.split(mutant.text)).toHaveLength(2);
    suite.mistake.made = null;
    expect(await suite.caught(stage, mutant.by)).toEqual([]);

    suite.mistake.made = MUTANTS.indexOf(mutant);
    const says = await suite.caught(stage, mutant.by);

    expect(says).not.toEqual([]);
  });
});
