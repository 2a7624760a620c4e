import { describe, expect, it } from "vitest";
import { actionScene } from "../support/github/action-scene.js";
import type { ActionScene } from "../support/github/action-scene.js";
import { storyTeller } from "../support/github/story-teller.js";
import { declaring, orders, shop } from "../support/shop.js";
import { KEY } from "../support/workspace.js";

const BROWSER = "phx_somebody_at_the_settings_page";
const FAST = {
  server: { auto_progress: true, extensions: { runs: { start_seconds: 1, base_seconds: 0.1 } } },
};
/** Who may do what, and who reads the table. */
const PEOPLE = {
  api_keys: [KEY, BROWSER].map((value) => ({ value, scopes: ["external_data_source:write", "warehouse_view:read"] })),
  extensions: {
    saved_queries: [
      {
        id: "0199feed-0000-7000-8000-000000000099",
        name: "revenue_by_day",
        query: "select sum(total) from postgres.shop.orders",
      },
    ],
  },
};
const NOW = { sync_frequency: "6hour", incremental_field: "updated_at", incremental_field_type: "timestamp" };
const CURSOR = { ...NOW, incremental_field: "id", incremental_field_type: "integer" };

/** The consents that a comment asks for, with a reason written in. */
function consentsIn(comment: string): readonly { readonly [key: string]: string }[] {
  const [, id = "", strategy = ""] = /consent: \[\{ ?id: "?([0-9a-f]{8})"?, strategy: (\w+)/.exec(comment) ?? [];
  return [{ id, strategy, reason: "agreed with analytics" }];
}

/** Somebody changes a table at PostHog's own pages. */
async function editAtPostHog({ sandbox }: ActionScene, members: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/api/projects/1/external_data_schemas/${String(orders()["id"])}/`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${BROWSER}`, "content-type": "application/json" },
    body: JSON.stringify(members),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

describe("a change of a cursor, from the branch to the warehouse", () => {
  it("is planned, consented, approved, merged, applied and watched", async () => {
    const scene = await actionScene(shop([orders()], {}, { ...FAST, ...PEOPLE }), { source: declaring(NOW) });
    const tell = storyTeller(scene);
    const pull = scene.open("cursor", "ada", scene.declaring(declaring(CURSOR)));

    const planned = await scene.plan(pull);
    expect(planned.code, planned.log).toBe(0);
    expect(planned.outputs).toMatchObject({ "has-changes": "true", destructive: "true" });
    tell("planned", planned);

    const red = await scene.gate(pull);
    expect(red.code, red.log).toBe(1);
    expect(red.outputs["reason"]).toBe("consent-missing");
    tell("gate-red", red);

    const consent = consentsIn(scene.gh.commentsOn(pull.number)[0]?.body ?? "");
    scene.push(pull, "ada", scene.declaring(declaring({ ...CURSOR, consent })));
    const again = await scene.plan(pull);
    expect(again.code, again.log).toBe(0);
    tell("planned-with-consent", again);

    scene.approve(pull, "ben");
    const green = await scene.gate(pull);
    expect(green.code, green.log).toBe(0);
    tell("gate-green", green);

    scene.merge(pull, "ada");
    expect(scene.writes()).toEqual([]);
    const applied = await scene.apply();
    expect(applied.code, applied.log).toBe(0);
    expect(applied.outputs).toMatchObject({ applied: "1", refused: "0", reason: "" });
    expect(scene.writes()).toEqual(["PATCH", "resync"]);
    tell("applied", applied);

    const quiet = await scene.drift();
    expect(quiet.code, quiet.log).toBe(0);
    expect(quiet.outputs["has-changes"]).toBe("false");
    tell("nothing-to-do", quiet);

    await editAtPostHog(scene, { sync_frequency: "1hour" });
    const drifted = await scene.drift();
    expect(drifted.code, drifted.log).toBe(0);
    expect(drifted.outputs["has-changes"]).toBe("true");
    expect(scene.gh.threads.at(-1)).toMatchObject({ pull: null, state: "open" });
    tell("drifted", drifted);

    await editAtPostHog(scene, { sync_frequency: "6hour" });
    const back = await scene.drift();
    expect(back.code, back.log).toBe(0);
    expect(scene.gh.threads.at(-1)).toMatchObject({ pull: null, state: "closed" });
    tell("put-back", back);
    expect(scene.writes()).toEqual(["PATCH", "resync", "PATCH", "PATCH"]);
  });
});
