// What is not a command of Warehog: Terraform, where it is there, and the proof of the rules.
import { spawn, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const COLUMNS = ["sync_type", "incremental_field", "incremental_field_type", "primary_key_columns", "sync_frequency"];

/** As many built-in resources, each with as many values as a table has and declared by itself as a table is: no provider is downloaded, nothing is asked over a network. */
export async function terraformPlanSeconds(folder, resources) {
  if (spawnSync("terraform", ["version"], { stdio: "ignore" }).status !== 0) return undefined;
  await mkdir(folder);
  const inputs = COLUMNS.map((column) => `${column} = "${column}"`).join("\n");
  const blocks = Array.from(
    { length: resources },
    (_, n) => `resource "terraform_data" "table_${n}" {\ninput = {\nname = "public.table_${n}"\n${inputs}\n}\n}\n`,
  );
  await writeFile(join(folder, "main.tf"), blocks.join(""));
  const options = { cwd: folder, encoding: "utf8", env: { ...process.env, CHECKPOINT_DISABLE: "1" } };
  const init = spawnSync("terraform", ["init", "-input=false"], options);
  if (init.status !== 0) throw new Error(`terraform init: ${init.stderr}`);
  const planned = spawnSync("sh", ["-c", "terraform plan -input=false -out=plan >/dev/null && times"], options);
  if (planned.status !== 0) throw new Error(`terraform plan: ${planned.stderr}`);
  // The second line of `times` is that of the children: user and system, as 1m2.345s.
  const spent = planned.stdout.trim().split("\n")[1] ?? "";
  return [...spent.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);
}

export async function proofCasesPerSecond(runs) {
  const root = new URL("../../", import.meta.url).pathname;
  const child = spawn("npm", ["run", "--silent", "proof", "--", "--runs", String(runs), "--seed", "1"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`the proof ended with ${code}`);
  const rate = /([\d.]+) a second/.exec(said)?.[1];
  if (rate === undefined) throw new Error("the proof did not say how many cases it tried a second");
  return rate;
}
