// Builds what runs: the ajv validators (compiled here, because compiling them at start would triple the start of `validate`), then the bundles.
import { readFile, mkdir, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const root = new URL("..", import.meta.url);
const path = (relative) => new URL(relative, root).pathname;
const schemaOf = async (name) => JSON.parse(await readFile(new URL(`schemas/v1/${name}.schema.json`, root), "utf8"));

/** Each validator is its own file, so that a command loads only the one it uses. */
const VALIDATORS = [
  { file: "project", schema: "project", ajv: Ajv },
  { file: "source", schema: "source", ajv: Ajv },
  { file: "plan", schema: "plan", ajv: Ajv },
  { file: "record", schema: "record", parts: ["plan"], ajv: Ajv },
  { file: "apply-record", schema: "apply-record", parts: ["plan"], ajv: Ajv },
  { file: "sandbox-state", schema: "sandbox-state", ajv: Ajv2020 },
];

/** Nobody asks for an identity token here; unused as it is, its HTTP client (undici, 0.7 MB) would be loaded at every start of the action. */
const withoutIdentityToken = {
  name: "without-identity-token",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/oidc-utils\.js$/ }, ({ path: file, resolveDir }) => ({
      path: resolve(resolveDir, file),
      sideEffects: false,
    })),
};

async function compileValidator({ file, schema, parts = [], ajv: Engine }) {
  const engine = new (Engine.default ?? Engine)({
    allErrors: file !== "sandbox-state",
    discriminator: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    validateFormats: false,
    code: { source: true, esm: true },
  });
  for (const word of ["markdownDescription", "enumDescriptions"]) engine.addKeyword(word);
  for (const part of parts) engine.addSchema(await schemaOf(part));
  const generate = standaloneCode.default ?? standaloneCode;
  const source = generate(engine, engine.compile(await schemaOf(schema)));
  const bundled = await build({
    stdin: { contents: source, resolveDir: path("."), loader: "js" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  const text = bundled.outputFiles[0].text;
  await writeFile(
    path(`src/generated/${file}.js`),
    `// Generated from schemas/v1/${schema}.schema.json by .ci/build.mjs\n${text}`,
  );
}

await mkdir(path("src/generated"), { recursive: true });
await Promise.all(VALIDATORS.map(compileValidator));
if (!process.argv.includes("--validators")) await bundle();

/** The command line and the action: each an entry with chunks of its own, so that neither pays for what the other needs. */
async function bundle() {
  const { version } = JSON.parse(await readFile(path("package.json"), "utf8"));
  await rm(path("dist"), { recursive: true, force: true });
  const needsRequire = "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);";
  await Promise.all([
    bundleEntry("cli", "chunks", `#!/usr/bin/env node\n${needsRequire}`, version),
    bundleEntry("action", "action", needsRequire, version),
  ]);
}

function bundleEntry(name, chunks, banner, version) {
  return build({
    entryPoints: { [name]: path(`src/${name}.ts`) },
    outdir: path("dist"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "linked",
    chunkNames: `${chunks}/[name]-[hash]`,
    define: { __WAREHOG_VERSION__: JSON.stringify(version) },
    banner: { js: banner },
    plugins: [withoutIdentityToken],
    logLevel: "error",
  });
}
