import { onlyFile } from "../../src/adapters/github/unzip.js";
import { describe, expect, it } from "vitest";
import { orders, shop } from "../support/shop.js";
import { KEY } from "../support/workspace.js";
import { consentIn, CURSOR, DAILY, NOW, planScene, source, writesTo } from "./plan-scene.js";

const commentOn = (scene: Awaited<ReturnType<typeof planScene>>, pull: number): string =>
  scene.gh.commentsOn(pull)[0]?.body ?? "";

describe("a plan of a pull request", () => {
  it("asks GitHub about as much with many open pull requests as with none", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    for (let other = 0; other < 5; other += 1) scene.open(`other-${other}`, source(DAILY));

    const { requests } = await scene.plan(pull);

    const asked = requests.filter(({ path }) => !path.startsWith("/twirp") && !path.startsWith("/_"));
    expect(asked.length).toBeLessThanOrEqual(30);
  });

  it("is attached to its run as a page too", async () => {
    const scene = await planScene();
    await scene.plan(scene.open("cursor", source(CURSOR)));

    const page = scene.gh.artifacts().find(({ name }) => name === "warehog-plan-production.html");
    expect(onlyFile(Buffer.from(page?.zip ?? []), 1e9)?.toString()).toContain(
      '<th role="rowheader" scope="row">shop/public.orders</th>',
    );
  });

  it("names open pull requests that change the same table, and no others", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    const same = scene.open("daily", source(DAILY));
    const other = scene.open("readme", { "README.md": "Another shop.\n" });

    await scene.plan(pull);

    expect(commentOn(scene, pull)).toContain(`#${same} also touches`);
    expect(commentOn(scene, pull)).not.toContain(`#${other}`);
    expect(commentOn(scene, pull)).not.toContain(`#${pull} also touches`);
    expect(commentOn(scene, pull)).not.toContain("Not every open pull request");
  });

  it("says that it could not look at all of them", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    scene.gh.openPull({ by: "ben", head: { ref: "pushed-later", sha: "f".repeat(40) } });

    await scene.plan(pull);

    expect(commentOn(scene, pull)).toContain("Not every open pull request was looked at");
  });

  it("shows what has changed since the plan of an earlier head", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    const first = scene.headOf(pull).slice(0, 7);
    await scene.plan(pull);
    scene.push(pull, source({ ...CURSOR, consent: consentIn(commentOn(scene, pull)) }));

    await scene.plan(pull);

    expect(commentOn(scene, pull)).toMatch(new RegExp(`Since the last plan\\*\\*, of .${first}.: 1 table changed`));
    expect(commentOn(scene, pull)).toContain("- wipe       production/shop/public.orders (consent-missing)");
  });

  it("says of the same head that nothing has changed since its last plan", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    await scene.plan(pull);
    expect(commentOn(scene, pull)).not.toContain("since the last plan");

    await scene.plan(pull);

    expect(commentOn(scene, pull)).toContain("Nothing has changed since the last plan");
  });

  it.each([
    { behaviour: "that goes back", table: NOW, warns: true },
    {
      behaviour: "that goes back with a consent",
      table: { ...NOW, consent: [{ id: "0123abcd", reason: "back" }] },
      warns: true,
    },
    {
      behaviour: "that goes on to a third state",
      table: { ...CURSOR, incremental_field: "created_at", incremental_field_type: "timestamp" },
      warns: false,
    },
  ])("warns that rows do not come back: $warns, for a change $behaviour", async ({ table, warns }) => {
    const applied = orders({ incremental_field: "id", incremental_field_type: "integer" });
    const scene = await planScene(shop([applied]));
    const first = scene.open("cursor", source(CURSOR));
    scene.merge(first);
    const pull = scene.open("back", source(table));

    const planned = await scene.plan(pull);

    expect(planned.outputs["has-changes"]).toBe("true");
    expect(commentOn(scene, pull).includes(`takes back what #${first} changed`)).toBe(warns);
  });

  it("does not warn of rows where the change that is taken back never reached the warehouse", async () => {
    const scene = await planScene();
    scene.merge(scene.open("cursor", source(CURSOR)));
    const pull = scene.open("back", source(NOW));

    await scene.plan(pull);

    expect(commentOn(scene, pull)).not.toContain("takes back");
  });

  it("tells what stands against the head whoever reviews it", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    scene.gh.openPull({ by: "ada", head: { ref: "cursor", sha: scene.headOf(pull) }, base: "release" });

    await scene.plan(pull);

    expect(commentOn(scene, pull)).toContain("head-shared");
  });

  it("is made without what GitHub does not tell, where that decides nothing", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));
    scene.gh.forbid("actions/list-workflow-runs-for-repo");

    const planned = await scene.plan(pull);

    expect(planned.failure).toBeUndefined();
    expect(commentOn(scene, pull)).toContain("1 table would change");
  });

  it("leaves its check on the head, which the branch rules look at", async () => {
    const scene = await planScene();
    const pull = scene.open("daily", source(DAILY));

    await scene.plan(pull);

    expect(scene.gh.checks).toMatchObject([
      { sha: scene.headOf(pull), facts: { name: "warehog/plan", conclusion: "success" } },
    ]);
  });

  it("bears labels for what it holds, and loses them with it", async () => {
    const scene = await planScene();
    const labels = (pull: number) => scene.gh.threads.find(({ number }) => number === pull)?.labels;
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    expect(labels(pull)).toEqual(["warehog:destructive", "warehog:consent-missing"]);

    scene.push(pull, source({ ...CURSOR, consent: consentIn(commentOn(scene, pull)) }));
    await scene.plan(pull);
    expect(labels(pull)).toEqual(["warehog:destructive"]);

    scene.push(pull, source(DAILY));
    await scene.plan(pull);
    expect(labels(pull)).toEqual([]);
  });

  it("offers missing consents beside the diff, once a head", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    await scene.plan(pull);

    const id = String(consentIn(commentOn(scene, pull))[0]?.["id"]);
    expect(scene.suggested()).toEqual([
      expect.stringContaining(
        `    incremental_field_type: integer\n    consent: [{ id: "${id}", strategy: resync, reason: "accepts wipe: cursor-changed" }]\n`,
      ),
    ]);
  });

  it("writes nothing once the head has moved on", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));

    const planned = await scene.plan(pull, { meanwhile: () => scene.push(pull, source(DAILY)) });

    expect(planned.failure).toBeUndefined();
    expect(writesTo(planned)).toEqual([]);
  });
});

describe("a pull request that touches nothing managed", () => {
  it("gets a green check and no comment, for a handful of calls", async () => {
    const scene = await planScene();
    const pull = scene.open("readme", { "README.md": "Another shop.\n" });

    const planned = await scene.plan(pull);

    expect(planned).toMatchObject({ outputs: { "has-changes": "false", destructive: "false" } });
    expect(scene.gh.commentsOn(pull)).toEqual([]);
    expect(scene.gh.checks).toMatchObject([{ sha: scene.headOf(pull), facts: { conclusion: "success" } }]);
    expect(planned.requests.length).toBeLessThanOrEqual(5);
    expect(scene.sandbox.exchanges).toEqual([]);
  });

  it("loses the comment and the labels of an earlier push", async () => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    scene.push(pull, source(NOW));

    await scene.plan(pull);

    expect(scene.gh.commentsOn(pull)).toHaveLength(1);
    expect(commentOn(scene, pull)).toContain("Touches nothing that Warehog manages");
    expect(scene.gh.threads.find(({ number }) => number === pull)?.labels).toEqual([]);
  });
});

const FORK = { pull_request: { head: { ref: "theirs", repo: { id: 909_090 } } } };
const DEPENDABOT = { sender: { id: 49_699_333 } };

describe.each([
  { whose: "a fork", payload: FORK, code: "fork" },
  { whose: "Dependabot", payload: DEPENDABOT, code: "no-key-for-dependabot" },
])("a pull request of $whose", ({ payload, code }) => {
  const payloadOf = (head: string) => ({
    ...payload,
    ...("pull_request" in payload && {
      pull_request: { head: { ...payload.pull_request.head, sha: head } },
    }),
  });

  it("is checked offline where it touches what is managed: nothing is sent, nothing is written, the job fails", async () => {
    const scene = await planScene();
    const pull = scene.open("theirs", source(DAILY));

    const planned = await scene.plan(pull, { payload: payloadOf(scene.headOf(pull)), env: { POSTHOG_KEY: KEY } });

    expect(planned.failure?.code).toBe(code);
    expect(planned.requests).toEqual([]);
    expect(scene.sandbox.exchanges).toEqual([]);
  });

  it("has its mistakes on their lines", async () => {
    const scene = await planScene();
    const pull = scene.open("theirs", source({ ...NOW, sync_frequency: "hourly" }));

    const planned = await scene.plan(pull, { payload: payloadOf(scene.headOf(pull)), env: {} });

    expect(planned.failure?.code).toBe("configuration-invalid");
    expect(planned.annotations).toEqual([
      expect.objectContaining({ level: "error", file: "warehouse/shop.yaml", line: 7 }),
    ]);
  });

  it("passes where it touches nothing managed", async () => {
    const scene = await planScene();
    const pull = scene.open("theirs", { "README.md": "Their shop.\n" });

    const planned = await scene.plan(pull, { payload: payloadOf(scene.headOf(pull)), env: {} });

    expect(planned.failure).toBeUndefined();
    expect(planned.requests).toEqual([]);
  });
});

describe("a plan that fails", () => {
  it.each([
    {
      behaviour: "mistakes in the files",
      table: { ...NOW, sync_frequency: "hourly" },
      env: { POSTHOG_KEY: KEY },
      code: "configuration-invalid",
    },
    { behaviour: "no key", table: DAILY, env: {}, code: "key-missing" },
  ])("takes the place of the last one: $behaviour", async ({ table, env, code }) => {
    const scene = await planScene();
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    scene.push(pull, source(table));

    const planned = await scene.plan(pull, { env });

    expect(planned.failure?.code).toBe(code);
    expect(scene.gh.commentsOn(pull)).toHaveLength(1);
    expect(commentOn(scene, pull)).toContain("### no plan → cannot be applied as it stands");
    expect(commentOn(scene, pull)).not.toContain("wipe");
    expect(scene.record().plans).toEqual([]);
    expect(scene.gh.checks.at(-1)?.facts["conclusion"]).toBe("failure");
  });
});

const APPLIED_BY_HAND = shop([
  orders({ sync_frequency: "24hour", schedule: { paused: false, every_seconds: 86_400, offset_seconds: 0 } }),
]);

describe("a plan without changes", () => {
  it.each([
    { wanted: "true", comments: 1 },
    { wanted: "false", comments: 0 },
  ])("is told in a comment where comment-without-changes is $wanted, and recorded", async ({ wanted, comments }) => {
    const scene = await planScene(APPLIED_BY_HAND);
    const pull = scene.open("daily", source(DAILY));

    const planned = await scene.plan(pull, { inputs: { "comment-without-changes": wanted } });

    expect(planned.outputs).toMatchObject({ "has-changes": "false" });
    expect(scene.gh.commentsOn(pull)).toHaveLength(comments);
    expect(scene.record().comment === "unwritten").toBe(comments === 0);
    expect((await scene.gate(pull)).failure).toBeUndefined();
  });

  it("is not taken for a plan that could not be made", async () => {
    const scene = await planScene();
    const pull = scene.open("broken", { "warehouse/shop.yaml": "version: 1\ntables: 3\n" });

    const planned = await scene.plan(pull, { inputs: { "comment-without-changes": "false" } });

    expect(planned.failure?.code).toBe("configuration-invalid");
    expect(commentOn(scene, pull)).toContain("no plan → cannot be applied as it stands");
  });

  it("is told where the comment of an earlier push speaks of changes", async () => {
    const scene = await planScene(APPLIED_BY_HAND);
    const pull = scene.open("cursor", source(CURSOR));
    await scene.plan(pull);
    scene.push(pull, source(DAILY));

    await scene.plan(pull, { inputs: { "comment-without-changes": "false" } });

    expect(commentOn(scene, pull)).toContain("### no changes");
    expect(scene.record().comment).toMatchObject({ id: scene.gh.commentsOn(pull)[0]?.id });
  });

  it("is what a file comes to that says the same in other words", async () => {
    const scene = await planScene();
    const pull = scene.open("words", {
      "warehouse/shop.yaml": `# our shop\n${source(NOW)["warehouse/shop.yaml"] ?? ""}`,
    });

    const planned = await scene.plan(pull);

    expect(planned.failure).toBeUndefined();
    expect(commentOn(scene, pull)).toContain("### no table would change → nothing to do");
  });
});
