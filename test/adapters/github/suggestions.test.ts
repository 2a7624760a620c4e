import { describe, expect, it } from "vitest";
import { shownLines } from "../../../src/adapters/github/diff-lines.js";
import { scene, sha } from "./scene.js";

const PATCH = "@@ -1,3 +1,4 @@ tables:\n a\n-b\n+b2\n+b3\n c\n@@ -20 +21,2 @@\n+x\n y\n\\ No newline at end of file";

describe("the lines that a diff shows", () => {
  it("are those of the new state, added ones and those around them", () => {
    expect([...shownLines(PATCH)]).toEqual([1, 2, 3, 4, 21, 22]);
  });

  it("are none where GitHub tells no diff, as of a file that is too large", () => {
    expect(shownLines("").size).toBe(0);
  });
});

const suggestion = (line: number, last = line) => ({ path: "shop.yaml", lines: [line, last], body: "add it" }) as const;

async function withDiff() {
  const files = [{ filename: "shop.yaml", patch: PATCH }];
  const on = await scene({
    fetch: (url, init) => (url.includes("/files") ? Promise.resolve(Response.json(files)) : fetch(url, init)),
  });
  const pull = on.gh.openPull({ by: "ada", head: { ref: "feature", sha: sha("a") }, files: ["shop.yaml"] });
  const made = () =>
    on.gh.requests
      .filter(({ method }) => method === "POST")
      .map(({ body }) => JSON.parse(body) as { readonly comments: readonly object[] });
  return { ...on, pull, made };
}

describe("suggestions", () => {
  it("are offered on lines of the diff, in one comment-only review", async () => {
    const { github, pull, made } = await withDiff();

    const offered = await github.suggest(pull, sha("a"), [suggestion(2), suggestion(10), suggestion(2, 3)]);

    expect(offered).toEqual({ known: true, value: 2 });
    expect(made()).toEqual([
      {
        commit_id: sha("a"),
        event: "COMMENT",
        body: expect.any(String) as unknown,
        comments: [
          { path: "shop.yaml", body: "add it", side: "RIGHT", line: 2 },
          { path: "shop.yaml", body: "add it", side: "RIGHT", line: 3, start_line: 2, start_side: "RIGHT" },
        ],
      },
    ]);
  });

  it("are offered once a head", async () => {
    const { github, pull, made } = await withDiff();
    await github.suggest(pull, sha("a"), [suggestion(2)]);

    expect(await github.suggest(pull, sha("a"), [suggestion(3)])).toEqual({ known: true, value: 0 });
    expect(made()).toHaveLength(1);
  });

  it("are ten at most", async () => {
    const { github, pull } = await withDiff();

    const many = Array.from({ length: 12 }, () => suggestion(2));
    expect(await github.suggest(pull, sha("a"), many)).toEqual({ known: true, value: 10 });
  });

  it("make no review where none of them can be shown", async () => {
    const { github, pull, made } = await withDiff();

    expect(await github.suggest(pull, sha("a"), [suggestion(50)])).toEqual({ known: true, value: 0 });
    expect(made()).toEqual([]);
  });
});
