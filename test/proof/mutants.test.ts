import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caught } from "./catch.js";
import { MUTANTS, type Mutant } from "./mutants.js";
import { openStage, type Stage } from "./stage.js";

const ROOT = resolve(import.meta.dirname, "../..");
const ENTRY = `export { caught } from "./test/proof/catch.js"; export { openStage } from "./test/proof/stage.js";`;

type Suite = { readonly caught: typeof caught; readonly openStage: typeof openStage };

/** The product with one text replaced, together with the experiment. */
async function mutated(folder: string, { file, text, replacement }: Mutant, index: number): Promise<Suite> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
    external: ["vitest"],
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
    plugins: [
      {
        name: "mutant",
        setup: (bundling) =>
          bundling.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (path !== join(ROOT, file)) return undefined;
            return { contents: readFileSync(path, "utf8").replace(text, () => replacement), loader: "ts" };
          }),
      },
    ],
  });
  const bundle = join(folder, `mutant-${index}.mjs`);
  writeFileSync(bundle, outputFiles[0]?.text ?? "");
  const suite: Suite = await import(/* @vite-ignore */ pathToFileURL(bundle).href);
  return suite;
}

describe("a mistake made on purpose", () => {
  let folder: string;
  let stage: Stage;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "warehog-mutants-"));
    stage = await openStage();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await stage.close();
  });

  it.each(MUTANTS)("$name", async (mutant) => {
    const source = readFileSync(join(ROOT, mutant.file), "utf8");
    expect(source.split(mutant.text)).toHaveLength(2);
    expect(await caught(stage, mutant.by)).toEqual([]);

    const suite = await mutated(folder, mutant, MUTANTS.indexOf(mutant));
    const broken = await suite.openStage();
    const says = await suite.caught(broken, mutant.by);
    await broken.close();

    expect(says).not.toEqual([]);
  });
});
