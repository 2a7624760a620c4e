import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recordName } from "../../../src/adapters/github/artifact-names.js";
import { aRecord, leave, opened } from "./opened.js";
import { known, PLAN_WORKFLOW, sha } from "./scene.js";

describe("records", () => {
  it("are told with their run, the newest first, and the comment as it stands", async () => {
    const on = await opened();
    const { gh, github, pull } = on;
    const { now: comment } = known(await github.writeComment(pull, "<!-- warehog:plan -->\nplan", true));
    const name = recordName(pull, sha("a"));
    leave(on, aRecord(pull, sha("a")), { name });
    const { run } = leave(on, aRecord(pull, sha("a"), comment), { name });
    gh.editComment(comment?.id ?? 0, { by: "eve", body: "nothing to see" });

    const facts = known(await github.pullRequest(pull));

    const records = known(facts.records);
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      run: { id: run.id, path: PLAN_WORKFLOW, event: "pull_request", head_sha: sha("a"), head_branch: "feature" },
      content: { state: "read", record: { comment } },
    });
    const hash = createHash("sha256").update("nothing to see").digest("hex");
    expect(known(facts.comment)).toMatchObject({ id: comment?.id, hash });
    expect(known(facts.comment)?.updated_at).not.toBe(comment?.updated_at);
  });

  it("whose comment was deleted say so", async () => {
    const on = await opened();
    const { now: comment } = known(await on.github.writeComment(on.pull, "plan", true));
    leave(on, aRecord(on.pull, sha("a"), comment), { name: recordName(on.pull, sha("a")) });
    on.gh.deleteComment(comment?.id ?? 0);

    expect(known(await on.github.pullRequest(on.pull)).comment).toEqual({ known: true, value: null });
  });

  it("of a repeated run are found under the name that its attempt had to take", async () => {
    const on = await opened();
    const name = recordName(on.pull, sha("a"));
    leave(on, aRecord(on.pull, sha("a")), { name });
    leave(on, aRecord(on.pull, sha("a")), { name: `${name}.2` });

    expect(known(known(await on.github.pullRequest(on.pull)).records)).toHaveLength(2);
  });

  it("of the head before a transparent merge are read too", async () => {
    const on = await opened({
      transparentMerges: () => Promise.resolve([{ commit: sha("a"), first_parent: sha("9") }]),
    });
    leave(on, aRecord(on.pull, sha("9")), { name: recordName(on.pull, sha("9")), head: sha("9") });

    const facts = known(await on.github.pullRequest(on.pull));

    expect(facts.transparent).toHaveLength(1);
    expect(known(facts.records)[0]).toMatchObject({ run: { head_sha: sha("9") }, content: { state: "read" } });
  });

  it.each([
    { behaviour: "another format", value: { ...aRecord(1, sha("a")), version: 2 }, why: /format version 2/ },
    { behaviour: "another shape", value: { ...aRecord(1, sha("a")), plans: [{}] }, why: /does not hold/ },
    { behaviour: "no JSON object", value: "a record", why: /does not hold/ },
  ])("of $behaviour are unreadable", async ({ value, why }) => {
    const on = await opened();
    leave(on, value, { name: recordName(on.pull, sha("a")) });

    const [record] = known(known(await on.github.pullRequest(on.pull)).records);

    expect(record?.content).toMatchObject({ state: "unreadable", why: expect.stringMatching(why) as unknown });
  });

  it("of another workflow are told and never downloaded", async () => {
    const on = await opened();
    const path = ".github/workflows/evil.yml";
    leave(on, aRecord(on.pull, sha("a")), { name: recordName(on.pull, sha("a")), path });

    const [record] = known(known(await on.github.pullRequest(on.pull)).records);

    expect(record).toMatchObject({ run: { path }, content: { state: "unreadable" } });
    expect(on.asked().filter((call) => call.endsWith("/zip"))).toEqual([]);
  });

  it("of a run for another branch are told with that run", async () => {
    const on = await opened();
    const run = on.gh.startRun({
      path: PLAN_WORKFLOW,
      event: "push",
      by: "eve",
      head: { ref: "other", sha: sha("e") },
    });
    on.gh.addArtifact(run.id, { name: recordName(on.pull, sha("a")), files: { "record.json": "{}" } });

    const [record] = known(known(await on.github.pullRequest(on.pull)).records);

    expect(record?.run).toMatchObject({ id: run.id, event: "push", head_branch: "other", head_sha: sha("e") });
  });

  it("that have expired say so", async () => {
    const on = await opened();
    const { artifact } = leave(on, aRecord(on.pull, sha("a")), { name: recordName(on.pull, sha("a")) });
    on.gh.expireArtifact(artifact);

    expect(known(known(await on.github.pullRequest(on.pull)).records)[0]?.content).toEqual({ state: "expired" });
  });
});
