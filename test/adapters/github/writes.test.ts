import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { known, scene, sha } from "./scene.js";
import type { Scene } from "./scene.js";

const MARKED = "<!-- warehog:plan -->\n\nthe plan";
const BOT = "github-actions[bot]";

async function opened(settings: Parameters<typeof scene>[0] = {}): Promise<Scene & { readonly pull: number }> {
  const on = await scene(settings);
  return { ...on, pull: on.gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") } }) };
}
const bodies = ({ gh, pull }: { readonly gh: Scene["gh"]; readonly pull: number }) =>
  gh.commentsOn(pull).map(({ body }) => body);

describe("our comment", () => {
  it("is written once and then anew in its place, and told as GitHub gives it back", async () => {
    const on = await opened();

    const first = known(await on.github.writeComment(on.pull, MARKED, true));
    const second = known(await on.github.writeComment(on.pull, `${MARKED} 2`, true));

    expect(bodies(on)).toEqual([`${MARKED} 2`]);
    const hash = createHash("sha256").update(`${MARKED} 2`).digest("hex");
    expect(first.before).toBeNull();
    expect(second).toMatchObject({ before: first.now, now: { id: first.now?.id, hash } });
    expect(second.now?.updated_at).not.toBe(first.now?.updated_at);
  });

  it("is found behind a hundred others", async () => {
    const on = await opened();
    for (let count = 0; count < 100; count++) on.gh.comment(on.pull, { by: "ada", body: "talk" });
    await on.github.writeComment(on.pull, MARKED, true);

    await on.github.writeComment(on.pull, `${MARKED} 2`, false);

    expect(bodies(on)).toHaveLength(101);
    expect(bodies(on).at(-1)).toBe(`${MARKED} 2`);
  });

  it.each([
    { behaviour: "somebody else's with our first line", by: "eve", body: MARKED },
    { behaviour: "ours of another kind", by: BOT, body: "<!-- warehog:result -->\n\nthe result" },
    { behaviour: "one that quotes our first line", by: BOT, body: `> quoted\n${MARKED}` },
  ])("is not $behaviour", async ({ by, body }) => {
    const on = await opened();
    on.gh.comment(on.pull, { by, body });

    await on.github.writeComment(on.pull, MARKED, true);

    expect(bodies(on)).toEqual([body, MARKED]);
  });

  it("is not begun where only an old one was to be renewed", async () => {
    const on = await opened();

    expect(await on.github.writeComment(on.pull, MARKED, false)).toEqual({
      known: true,
      value: { before: null, now: null },
    });
    expect(bodies(on)).toEqual([]);
  });

  it("that somebody edits before it is read back is not taken for what was written", async () => {
    const edit = { now: (_id: number): void => undefined };
    const on = await opened({
      fetch: (url, init) => {
        const [, id] = /comments\/(\d+)$/.exec(url) ?? [];
        if (id !== undefined && (init?.method ?? "GET") === "GET") edit.now(Number(id));
        return fetch(url, init);
      },
    });
    edit.now = (id) => on.gh.editComment(id, { by: "ben", body: `${MARKED}: nothing to see` });

    expect(await on.github.writeComment(on.pull, MARKED, true)).toMatchObject({ known: false, why: "unavailable" });
  });

  it("that is too long is unavailable, without a word of it", async () => {
    const on = await opened();

    const written = await on.github.writeComment(on.pull, "x".repeat(70_000), true);

    expect(written).toEqual({
      known: false,
      why: "unavailable",
      call: `POST /repos/acme/shop/issues/${on.pull}/comments`,
    });
  });
});

function onlyCheck({ checks: [check] }: Scene["gh"]): Scene["gh"]["checks"][number] {
  if (check === undefined) throw new Error("there is no check");
  return check;
}

describe("our check", () => {
  const check = {
    name: "warehog/plan",
    sha: sha("a"),
    conclusion: "success",
    title: "no changes",
    summary: "none",
  } as const;

  it("is made once a commit and name, and then renewed", async () => {
    const { gh, github } = await opened();

    await github.writeCheck(check);
    await github.writeCheck({ ...check, name: "warehog/gate" });
    expect(await github.writeCheck({ ...check, conclusion: "failure", title: "1 table" })).toEqual({
      known: true,
      value: null,
    });

    expect(gh.checks.map(({ facts }) => [facts["name"], facts["conclusion"]])).toEqual([
      ["warehog/plan", "failure"],
      ["warehog/gate", "success"],
    ]);
  });

  it("is cut at a line where GitHub would refuse it", async () => {
    const { gh, github } = await opened();

    const written = await github.writeCheck({
      ...check,
      title: "t".repeat(300),
      summary: "row of a table\n".repeat(5000),
    });

    expect(written.known).toBe(true);
    const { title, summary } = onlyCheck(gh).facts["output"] as { readonly title: string; readonly summary: string };
    expect(title).toHaveLength(255);
    expect(summary.length).toBeLessThanOrEqual(65_535);
    expect(summary).toMatch(/row of a table\n\n\n\(cut here/);
  });
});

describe("our labels", () => {
  it("are those that were asked for, and labels of others stay", async () => {
    const { gh, github, pull } = await opened();
    const labels = (): readonly string[] => gh.threads.find(({ number }) => number === pull)?.labels ?? [];
    gh.threads[pull - 1]?.labels.push("bug", "warehog:safe");

    expect(await github.setLabels(pull, ["warehog:destructive"])).toEqual({ known: true, value: null });
    expect(labels().toSorted()).toEqual(["bug", "warehog:destructive"]);

    await github.setLabels(pull, []);
    expect(labels()).toEqual(["bug"]);
  });

  it("cost no write where they stand already", async () => {
    const { gh, github, pull } = await opened();
    await github.setLabels(pull, ["warehog:destructive"]);
    const before = gh.requests.length;

    await github.setLabels(pull, ["warehog:destructive"]);

    expect(gh.requests.slice(before).map(({ method }) => method)).toEqual(["GET"]);
  });
});

const issue = (fingerprint: string, target = "production") => ({
  title: `Warehog: drift in ${target}`,
  body: `<!-- warehog:drift:${encodeURIComponent(target)}:${fingerprint} -->\n\nit has drifted`,
  fingerprint,
});
const issues = ({ gh }: Scene) => gh.threads.filter(({ pull }) => pull === null);

describe("the issue of a target", () => {
  it("is opened, left alone while nothing changes, renewed, and closed with a word", async () => {
    const on = await scene();

    await on.github.writeIssue("production", issue("a1"), "closed");
    const before = on.gh.requests.length;
    await on.github.writeIssue("production", issue("a1"), "closed");
    expect(on.gh.requests.slice(before).map(({ method }) => method)).toEqual(["GET"]);
    await on.github.writeIssue("production", issue("b2"), "closed");
    expect(issues(on)).toMatchObject([{ body: issue("b2").body, state: "open", labels: ["warehog:drift"] }]);

    await on.github.writeIssue("production", undefined, "agrees again");
    const [only] = issues(on);
    expect(only?.state).toBe("closed");
    expect(on.gh.commentsOn(only?.number ?? 0).map(({ body }) => body)).toEqual(["agrees again"]);
  });

  it("is one a target, even where names could be taken for each other", async () => {
    const on = await scene();
    await on.github.writeIssue("eu:prod", issue("a1", "eu:prod"), "closed");
    await on.github.writeIssue("eu", issue("a1", "eu"), "closed");

    await on.github.writeIssue("eu", undefined, "agrees again");

    expect(issues(on).map(({ state }) => state)).toEqual(["open", "closed"]);
  });

  it("is opened again after we closed it ourselves", async () => {
    const on = await scene();
    await on.github.writeIssue("production", issue("a1"), "closed");
    await on.github.writeIssue("production", undefined, "agrees again");

    await on.github.writeIssue("production", issue("a1"), "closed");

    expect(issues(on).map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  it("stays closed where a person closed it, until the drift is another", async () => {
    const on = await scene();
    await on.github.writeIssue("production", issue("a1"), "closed");
    const [only] = issues(on);
    if (only !== undefined)
      Object.assign(only, { state: "closed", closed: { at: 0, by: on.gh.person("ada", "write") } });

    await on.github.writeIssue("production", issue("a1"), "closed");
    expect(issues(on)).toHaveLength(1);

    await on.github.writeIssue("production", issue("b2"), "closed");
    expect(issues(on).map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  it("that GitHub did not keep is unavailable, although it answered 200", async () => {
    const on = await scene();
    await on.github.writeIssue("production", issue("a1"), "closed");
    const { body, ...rest } = issue("b2");

    const written = await on.github.writeIssue("production", { ...rest, body: body + "x".repeat(70_000) }, "closed");

    expect(written).toMatchObject({ known: false, why: "unavailable" });
  });

  it("cannot be kept where issues are switched off", async () => {
    const on = await scene();
    on.gh.disableIssues();

    expect(await on.github.writeIssue("production", issue("a1"), "closed")).toMatchObject({
      known: false,
      why: "forbidden",
    });
  });
});
