import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openGit } from "../../../src/adapters/git.js";
import type { Git } from "../../../src/adapters/git.js";
import { gitRepository } from "../../support/git-repository.js";
import type { GitRepository } from "../../support/git-repository.js";

const ENV = { PATH: process.env["PATH"], HOME: "/nowhere" };
const open = (folder: string): Git => openGit(folder, ENV);

function scene(): { readonly repository: GitRepository; readonly first: string } {
  const repository = gitRepository();
  return { repository, first: repository.commit("main", { "warehog.yaml": "version: 1\n", "README.md": "shop\n" }) };
}

describe("a commit's files", () => {
  it("are listed from the root, whatever their names hold", async () => {
    const { repository } = scene();
    const commit = repository.commit("main", { "a folder/ü\n.yaml": "a", 'quo"te': "b", "-x": "c" });

    const paths = await open(repository.folder).list(commit);

    expect(paths.toSorted()).toEqual(["-x", "README.md", "a folder/ü\n.yaml", 'quo"te', "warehog.yaml"]);
  });

  it("are read as the commit holds them, not as the folder does", async () => {
    const { repository, first } = scene();
    repository.commit("main", { "warehog.yaml": "version: 2\n" });

    expect(await open(repository.folder).read(first, "warehog.yaml")).toEqual({
      ok: true,
      value: { path: "warehog.yaml", text: "version: 1\n" },
    });
  });

  it.each([
    { behaviour: "a missing file", path: "gone.yaml", code: "file-missing" },
    { behaviour: "a folder", path: "folder", code: "file-unreadable" },
    { behaviour: "a symbolic link", path: "link.yaml", code: "file-symlink" },
    { behaviour: "a file below a symbolic link", path: "linked/a.yaml", code: "file-missing" },
    { behaviour: "a submodule", path: "module", code: "file-unreadable" },
    { behaviour: "bytes that are no text", path: "bytes.yaml", code: "file-encoding" },
    { behaviour: "a file of 17 MiB", path: "large.yaml", code: "file-too-large" },
    { behaviour: "a pattern where a path is meant", path: "*.yaml", code: "file-missing" },
    { behaviour: "a path with a meaning to git", path: ":(top)warehog.yaml", code: "file-missing" },
  ])("refuses $behaviour", async ({ path, code }) => {
    const { repository, first } = scene();
    const large = path === "large.yaml" ? " ".repeat(17 * 1024 * 1024) : "small";
    repository.commit("main", { "folder/a.yaml": "a", "large.yaml": large });
    repository.git("reset", "--quiet", "--hard");
    symlinkSync("warehog.yaml", join(repository.folder, "link.yaml"));
    symlinkSync("folder", join(repository.folder, "linked"));
    repository.git("update-index", "--add", "--cacheinfo", `160000,${first},module`);
    const bytes = execFileSync("git", ["hash-object", "-w", "--stdin"], {
      cwd: repository.folder,
      input: "\xff\xfe",
      encoding: "latin1",
    });
    repository.git("update-index", "--add", "--cacheinfo", `100644,${bytes.trim()},bytes.yaml`);
    repository.git("add", "link.yaml", "linked");
    repository.git("commit", "--quiet", "--message", "odd files");

    const read = await open(repository.folder).read(repository.tip("main"), path);

    expect(read).toMatchObject({ ok: false, error: { code, file: path } });
  });

  it("that differ are told, removed and renamed ones too", async () => {
    const { repository, first } = scene();
    const second = repository.commit("main", { "README.md": null, "docs/README.md": "shop\n", "new.yaml": "x" });
    const git = open(repository.folder);

    expect((await git.changedPaths(first, second)).toSorted()).toEqual(["README.md", "docs/README.md", "new.yaml"]);
    expect(await git.changedPaths(first, first)).toEqual([]);
  });

  it("that differ are told where a file became a folder, a link, or another mode of itself", async () => {
    const { repository } = scene();
    const before = repository.commit("main", { "a.yaml": "a", "b.yaml": "b", "c.yaml": "c", "same/d.yaml": "d" });
    repository.commit("main", { "a.yaml": null, "a.yaml/below": "a" });
    repository.git("reset", "--quiet", "--hard");
    rmSync(join(repository.folder, "b.yaml"));
    symlinkSync("c.yaml", join(repository.folder, "b.yaml"));
    repository.git("add", "b.yaml");
    repository.git("update-index", "--chmod=+x", "c.yaml");
    repository.git("commit", "--quiet", "--message", "odd changes");
    const after = repository.tip("main");
    const git = open(repository.folder);
    const paths = ["a.yaml", "a.yaml/below", "b.yaml", "c.yaml"];

    expect((await git.changedPaths(before, after)).toSorted()).toEqual(paths);
    expect((await git.changedPaths(after, before)).toSorted()).toEqual(paths);
  });

  it("are not read under a name that could be an option", async () => {
    const { repository } = scene();

    await expect(open(repository.folder).list("--output=x")).rejects.toThrow("named by its full hash");
  });
});

describe("the line of a branch", () => {
  it("holds what stood on it, one commit after the other", async () => {
    const { repository, first } = scene();
    const brought = repository.commit("feature", { "a.yaml": "a" });
    const merge = repository.merge(brought, "merge");
    const last = repository.commit("main", { "b.yaml": "b" });
    const git = open(repository.folder);

    expect(await git.firstParents(first, last)).toEqual([merge, last]);
    expect(await git.parents(merge)).toEqual([first, brought]);
    expect(await git.firstParents(last, last)).toEqual([]);
  });

  it.each([
    { behaviour: "a commit that a merge brought", from: "feature" },
    { behaviour: "a commit of another branch", from: "elsewhere" },
    { behaviour: "a later commit", from: "later" },
    { behaviour: "a commit that is not there", from: "0123456789012345678901234567890123456789" },
  ])("does not begin at $behaviour", async ({ from }) => {
    const { repository } = scene();
    const brought = repository.commit("feature", { "a.yaml": "a" });
    repository.commit("elsewhere", { "c.yaml": "c" });
    const merge = repository.merge(brought, "merge");
    repository.commit("later", { "d.yaml": "d" });
    const start = /^\d+$/.test(from) ? from : repository.tip(from);

    expect(await open(repository.folder).firstParents(start, merge)).toBeUndefined();
  });

  it("tells what each of its commits changes, whatever the paths are called", async () => {
    const { repository, first } = scene();
    const named = repository.commit("main", { [first]: "x", "a folder/ü\n.yaml": "a", "README.md": null });
    const brought = repository.commit("feature", { "of-the-branch.yaml": "a" });
    const merge = repository.merge(brought, "merge");
    const empty = repository.git("commit-tree", `${merge}^{tree}`, "-p", merge, "-m", "empty");
    repository.git("update-ref", "refs/heads/main", empty);
    const last = repository.commit("main", { [named]: "x" });
    const git = open(repository.folder);

    const line = [named, merge, empty, last];
    const changed = await git.changes(first, line);

    expect(changed.map(({ sha, parent }) => [parent, sha])).toEqual([
      [first, named],
      [named, merge],
      [merge, empty],
      [empty, last],
    ]);
    expect(changed.map(({ paths }) => paths.toSorted())).toEqual([
      ["README.md", "a folder/ü\n.yaml", first].toSorted(),
      ["of-the-branch.yaml"],
      [],
      [named],
    ]);
    expect(await git.changes(first, [])).toEqual([]);
  });

  it("is known to be cut short in a shallow clone", async () => {
    const { repository } = scene();
    const last = repository.commit("main", { "b.yaml": "b" });

    expect(await open(repository.checkout(last, "--depth=1", "--branch=checked-out")).isShallow()).toBe(true);
    const whole = open(repository.checkout(last));
    expect(await whole.isShallow()).toBe(false);
    expect(await whole.head()).toBe(last);
  });

  it("fails loudly where there is no repository", async () => {
    await expect(open("/").head()).rejects.toThrow("git rev-parse failed");
  });
});

const updated = (change: "none" | "evil" = "none") => {
  const { repository, first } = scene();
  const head = repository.commit("feature", { "a.yaml": "a" });
  const base = repository.commit("main", { "b.yaml": "b" });
  const clean = repository.testMerge(head, base);
  const tree = change === "none" ? `${clean}^{tree}` : `${head}^{tree}`;
  const merge = change === "none" ? clean : repository.git("commit-tree", tree, "-p", head, "-p", base, "-m", "merge");
  return { repository, first, head, base, merge };
};

describe("a merge of the base into a pull request", () => {
  it("is transparent where it is what git makes of both", async () => {
    const { repository, head, merge } = updated();
    const git = open(repository.folder);

    expect(await git.transparentMerges({ number: 7, head: merge })).toEqual([{ commit: merge, first_parent: head }]);
  });

  it("is followed through a row of them", async () => {
    const { repository, head, merge } = updated();
    const base = repository.commit("main", { "c.yaml": "c" });
    const second = repository.testMerge(merge, base);

    expect(await open(repository.folder).transparentMerges({ number: 7, head: second })).toEqual([
      { commit: second, first_parent: merge },
      { commit: merge, first_parent: head },
    ]);
  });

  it("is not transparent where somebody changed something in it", async () => {
    const { repository, merge } = updated("evil");

    expect(await open(repository.folder).transparentMerges({ number: 7, head: merge })).toEqual([]);
  });

  it("is not transparent where it merges something that never was the base", async () => {
    const { repository, head } = updated();
    const other = repository.commit("other", { "evil.yaml": "e" });
    const merge = repository.testMerge(head, other);
    repository.merge(merge, "merge");

    expect(await open(repository.folder).transparentMerges({ number: 7, head: merge })).toEqual([]);
  });

  it("is still proved after the pull request was squashed, which leaves its commits out of the branch", async () => {
    const { repository, head, merge } = updated();
    const squashed = repository.merge(merge, "squash");
    repository.git("update-ref", "refs/pull/7/head", merge);
    repository.git("branch", "--delete", "--force", "feature");
    const checkout = repository.checkout(squashed, "--single-branch", "--branch=checked-out");

    expect(await open(checkout).transparentMerges({ number: 7, head: merge })).toEqual([
      { commit: merge, first_parent: head },
    ]);
  });

  it("is not proved where its commits cannot be had", async () => {
    const { repository, merge } = updated();
    const squashed = repository.merge(merge, "squash");
    repository.git("branch", "--delete", "--force", "feature");
    const checkout = repository.checkout(squashed, "--single-branch", "--branch=checked-out");

    expect(await open(checkout).transparentMerges({ number: 7, head: merge })).toEqual([]);
  });
});

/** A server that lets nobody read, and what it was shown. */
async function privateServer() {
  const shown: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    response.writeHead(403).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, shown };
}

describe("commits that have to be fetched", () => {
  it.each([
    {
      whose: "of the server that the token is for",
      isOurs: true,
      shows: ["basic eC1hY2Nlc3MtdG9rZW46Z2hzX3NlY3JldA=="],
    },
    { whose: "of another server", isOurs: false, shows: [undefined] },
  ])("$whose", async ({ isOurs, shows }) => {
    const { url, shown } = await privateServer();
    const { repository, merge } = updated();
    const squashed = repository.merge(merge, "squash");
    repository.git("branch", "--delete", "--force", "feature");
    const checkout = repository.checkout(squashed, "--single-branch", "--branch=checked-out");
    execFileSync("git", ["remote", "set-url", "origin", `${url}/acme/shop.git`], { cwd: checkout });
    const git = openGit(checkout, ENV, { server: isOurs ? url : "https://github.com", token: "ghs_secret" });

    expect(await git.transparentMerges({ number: 7, head: merge })).toEqual([]);
    expect([...new Set(shown)]).toEqual(shows);
  });
});

describe("the program", () => {
  it("gets no variable of the job that could lead it elsewhere", async () => {
    const { repository, first } = scene();
    const second = repository.commit("main", { "b.yaml": "b" });
    const git = openGit(repository.folder, { ...ENV, GIT_DIR: "/elsewhere" });

    expect(await git.changedPaths(first, second)).toEqual(["b.yaml"]);
  });

  it("takes no commit for another that was put in its place", async () => {
    const { repository, first } = scene();
    const second = repository.commit("main", { "warehog.yaml": "version: 2\n" });
    repository.git("replace", first, second);

    expect(await open(repository.folder).read(first, "warehog.yaml")).toMatchObject({
      value: { text: "version: 1\n" },
    });
  });
});
