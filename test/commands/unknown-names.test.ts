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
