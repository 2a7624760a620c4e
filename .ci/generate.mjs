// Writes what is generated and committed; with --check only says what is stale.
import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { configurationDocs } from "./docs-configuration.mjs";
import { proofDocs, proofModule } from "./docs-proof.mjs";
import { rulesDocs } from "./docs-rules.mjs";
import { readme } from "./readme.mjs";

const GENERATED = [
  ["docs/configuration.md", configurationDocs],
  ["docs/rules.md", rulesDocs],
  ["docs/proof.md", proofDocs],
  ["src/commands/proved.ts", proofModule],
  ["README.md", readme],
];

const checkOnly = process.argv.includes("--check");
const root = new URL("..", import.meta.url);
for (const [file, generate] of GENERATED) {
  const text = await format(await generate(), { filepath: file, printWidth: 120 });
  const before = await readFile(new URL(file, root), "utf8").catch(() => "");
  if (before === text) continue;
  if (checkOnly) {
    console.error(`${file} is stale: run npm run generate`);
    process.exitCode = 1;
  } else {
    await writeFile(new URL(file, root), text);
    console.log(`wrote ${file}`);
  }
}
