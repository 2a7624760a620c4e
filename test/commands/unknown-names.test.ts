import { expect, it } from "vitest";
import { declaring, orders, shop } from "../support/shop.js";
import { aWorkspace } from "../support/workspace.js";

it.each([
  ["plan", "--target", "nope"],
  ["plan", "--source", "nope"],
  ["plan", "--table", "nope"],
  ["apply", "--table", "nope"],
  ["drift", "--table", "nope"],
  ["pull", "--check", "--table", "nope"],
  ["diagnose", "nope"],
  ["diagnose", "shop/nope"],
  ["reload", "shop", "--yes"],
  ["reload", "shop/nope", "--yes"],
  ["resync", "nope/public.orders"],
  ["discover", "nope", "--yes"],
  ["webhook", "info", "nope"],
  ["webhook", "rotate", "nope", "--input", "secret", "--from-env", "POSTHOG_KEY"],
  ["explain", "nope"],
])(
  "a name that means nothing is a slip of the command line, whatever command it is typed to: %s %s %s",
  async (...args) => {
    const workspace = await aWorkspace(shop([orders()]));
    workspace.declare(declaring({ sync_frequency: "6hour" }));

    const { exit, stdout, stderr } = await workspace.warehog(...args);

    expect([exit, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/hint: {2}\S/);
    expect(workspace.writes()).toEqual([]);
  },
);

it.each([
  ["--target", "prodution", 'did you mean "production"?'],
  ["--target", "prod", 'did you mean "production"?'],
  ["--source", "shp", 'did you mean "shop"?'],
  ["--table", "public.ordres", 'did you mean "public.orders"?'],
])("%s %s is answered with what may have been meant", async (option, name, hint) => {
  const workspace = await aWorkspace(shop([orders()]));
  workspace.declare(declaring({ sync_frequency: "6hour" }));

  const { exit, stderr } = await workspace.warehog("plan", option, name);

  expect(exit).toBe(64);
  expect(stderr.replaceAll(/\s+/g, " ")).toContain(hint);
});
