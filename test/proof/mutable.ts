import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { build, Plugin } from "esbuild";
import type { caught } from "./catch.js";
import type { Mutant } from "./mutant.js";
import type { openStage } from "./stage.js";

const ROOT = resolve(import.meta.dirname, "../..");

/** The product and the experiments, in which one mistake at a time can be made. */
export interface Mutable {
  readonly caught: typeof caught;
  readonly openStage: typeof openStage;
  /** the place of a mutant in the list; null: the product as it is */
  readonly mistake: { made: number | null };
}

/** What every module that can be mutated asks for the version that counts. */
const SWITCH = `
export const mistake = { made: null };
export const among = (original, mutated) => new Proxy(original, {
  apply: (_, self, args) => Reflect.apply(mutated[mistake.made] ?? original, self, args),
  get: (_, key) => Reflect.get(mutated[mistake.made] ?? original, key),
});
`;

const ENTRY = `
export { caught } from "./test/proof/catch.js";
export { openStage } from "./test/proof/stage.js";
export { mistake } from "mutable:switch";
`;

const EXPORTED = /^export (?:async )?(?:const|function\*?) (\w+)/gmu;

/** One bundle for all of them: each module with a mistake in it stands there in every version, and a switch in front. */
export async function mutable(bundle: typeof build, mutants: readonly Mutant[]): Promise<Mutable> {
  const { outputFiles } = await bundle({
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
    plugins: [versions(mutants)],
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const suite: Mutable = await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
  return suite;
}

const versions = (mutants: readonly Mutant[]): Plugin => ({
  name: "mutable",
  setup(bundling) {
    const files = new Set(mutants.map(({ file }) => join(ROOT, file)));
    bundling.onResolve({ filter: /^mutable:/ }, ({ path }) => ({ path: path.slice(8), namespace: "mutable" }));
    bundling.onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) =>
      files.has(path) ? { contents: switched(path, mutants), loader: "js", resolveDir: ROOT } : undefined,
    );
    bundling.onLoad({ filter: /./, namespace: "mutable" }, ({ path }) => {
      if (path === "switch") return { contents: SWITCH, loader: "js" };
      const [file = "", index] = path.split("#");
      const source = readFileSync(file, "utf8");
      const mutant = index === undefined ? undefined : mutants[Number(index)];
      const contents = mutant === undefined ? source : source.replace(mutant.text, () => mutant.replacement);
      return { contents, loader: "ts", resolveDir: dirname(file) };
    });
  },
});

function switched(path: string, mutants: readonly Mutant[]): string {
  const indices = mutants.flatMap(({ file }, index) => (join(ROOT, file) === path ? [index] : []));
  const names = [...readFileSync(path, "utf8").matchAll(EXPORTED)].map(([, name]) => name);
  return [
    `import { among } from "mutable:switch";`,
    `import * as original from "mutable:${path}";`,
    ...indices.map((index) => `import * as version${index} from "mutable:${path}#${index}";`),
    ...names.map((name) => {
      const mutated = indices.map((index) => `${index}: version${index}.${name}`).join(", ");
      return `export const ${name} = typeof original.${name} === "object" || typeof original.${name} === "function" ? among(original.${name}, { ${mutated} }) : original.${name};`;
    }),
  ].join("\n");
}
