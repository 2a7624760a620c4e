// The table between the marks of docs/performance.md, with the machine that it was measured on; the prose around it stays.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { format } from "prettier";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
const [BEGIN, END] = ["<!-- npm run bench: begin -->", "<!-- npm run bench: end -->"];

/** Undefined: nothing to meet, or nothing to measure it with. */
const verdict = (met) => (met === undefined ? "–" : met ? "yes" : "**no**");

export async function writeTable(rows) {
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${(totalmem() / 1e9).toFixed(0)} GB.`;
  const lines = rows.map(
    ({ what, measured, budget, met }) => `| ${what} | ${measured} | ${budget} | ${verdict(met)} |`,
  );
  const table = [machine, "", "| what | measured | budget | met |", "| --- | --- | --- | --- |", ...lines].join("\n");
  console.log(table);

  const page = await readFile(PAGE, "utf8");
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error("docs/performance.md has lost its marks");
  const next = `${page.slice(0, before)}${BEGIN}\n\n${table}\n\n${page.slice(after)}`;
  await writeFile(PAGE, await format(next, { parser: "markdown", printWidth: 120 }));
}
