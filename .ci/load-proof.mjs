// The proof, bundled as a module: it runs outside of the tests to look further, and to write down what it found.
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;

export async function loadProof(...files) {
  const { outputFiles } = await build({
    stdin: {
      contents: files.map((file) => `export * from "./test/proof/${file}.js";`).join("\n"),
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
