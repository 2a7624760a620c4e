// The picture of a plan in README.md is what the built command prints for examples/bakery.
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";

const root = new URL("..", import.meta.url);
const PICTURE = /(?<=<!-- plan:begin -->\n)[\s\S]*(?=<!-- plan:end -->)/;
const ARGS = ["plan", "--sandbox", "state.json"];

export async function readme() {
  const { stdout, status, stderr } = spawnSync(process.execPath, [new URL("dist/cli.js", root).pathname, ...ARGS], {
    cwd: new URL("examples/bakery/", root).pathname,
    encoding: "utf8",
    env: { PATH: process.env.PATH, NO_COLOR: "1" },
  });
  if (status !== 3) throw new Error(`the plan of README.md ended with ${status}, not with 3: ${stderr}`);
  const text = await readFile(new URL("README.md", root), "utf8");
  return text.replace(PICTURE, () => `\n\`\`\`text\n$ warehog ${ARGS.join(" ")}\n\n${stdout.trimEnd()}\n\`\`\`\n\n`);
}
