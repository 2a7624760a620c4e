import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { CAUSES } from "../../src/diagnose/causes/all.js";
import { expectGolden } from "../support/golden.js";
import { declaring, job, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";

const PAGE = "../../docs/operate.md";

const put = (page: string, name: string, command: string, output: string): string => {
  const block = new RegExp(`(<!-- output: ${name} -->\n\n\`\`\`text\n)[\\s\\S]*?(\`\`\`)`);
  expect(page).toMatch(block);
  return page.replace(block, (_all, before: string, after: string) => `${before}$ ${command}\n${output}${after}`);
};

it("shows what the commands print, and every cause with its way out", async () => {
  const latest_error =
    'connection failed: FATAL: password authentication failed for user "posthog" (postgres://posthog:s3cret@db.example/shop)';
  const workspace = await aWorkspace(
    shop([orders({ status: "Failed", should_sync: false, latest_error })], {
      jobs: [
        job({ status: "Failed", latest_error }),
        job({
          id: "0199c0de-0000-7000-8000-0000000000bc",
          created_at: "2026-11-22T03:00:00Z",
          finished_at: "2026-11-22T03:00:30Z",
        }),
      ],
    }),
  );
  workspace.declare(declaring({ sync_type: "incremental", sync_frequency: "6hour" }));
  const health = await workspace.warehog("diagnose");
  const preview = await workspace.warehog("resync", "shop/public.orders");
  // The id binds the host, whose port is another one each time.
  const shown = preview.stderr.replaceAll(/--approve [0-9a-f]{8}/g, "--approve 3f0c91ad");

  const page = readFileSync(resolve(import.meta.dirname, "../../docs/operate.md"), "utf8");
  const causes = CAUSES.map(({ code, about }) => `### \`${code}\`\n\n${about}\n`).join("\n");
  const withOutputs = put(
    put(page, "diagnose", "warehog diagnose", health.stdout),
    "resync",
    "warehog resync shop/public.orders",
    shown,
  );

  expect(withOutputs).not.toContain("s3cret");
  expectGolden(
    PAGE,
    withOutputs.replace(/(<!-- causes -->\n)[\s\S]*$/, (_all, mark: string) => `${mark}\n${causes}`),
  );
});
