import { describe, expect, it } from "vitest";
import { parseProject } from "../../src/config/project.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";
import { places } from "./places.js";

const GOOD = { host: "https://us.posthog.com", project_id: "1", api_key_env: "KEY", sources: "[w/*.yaml]" };
/** One target, its fields on lines 4 to 7: column 5 is the key. */
function project(changed: Partial<typeof GOOD>, rest = ""): string {
  const lines = Object.entries({ ...GOOD, ...changed }).map(([key, value]) => `    ${key}: ${value}\n`);
  return `version: 1\ntargets:\n  production:\n${lines.join("")}${rest}`;
}
const parse = (text: string) => parseProject({ path: "warehog.yaml", text });
const mistakesIn = (text: string) => places(parse(text).diagnostics);

describe("parseProject", () => {
  it("reads targets in order and fills the policy up with defaults", () => {
    const text = project(
      {},
      "  staging:\n    host: http://127.0.0.1:8010/\n    project_id: 2\n    api_key_env: _K2\n    sources: [s.yaml, t/**/*.yml]\npolicy: { min_approvals: 2, destructive: { max_rows: 10 } }\n",
    );
    const { value, diagnostics } = parse(text);

    expect(diagnostics).toEqual([]);
    expect(value?.targets).toEqual([
      {
        name: "production",
        host: "https://us.posthog.com",
        project_id: 1,
        api_key_env: "KEY",
        sources: ["w/*.yaml"],
        at: { file: "warehog.yaml", line: 3, column: 3 },
      },
      {
        name: "staging",
        host: "http://127.0.0.1:8010",
        project_id: 2,
        api_key_env: "_K2",
        sources: ["s.yaml", "t/**/*.yml"],
        at: { file: "warehog.yaml", line: 8, column: 3 },
      },
    ]);
    expect(value?.policy).toEqual({
      ...DEFAULT_POLICY,
      min_approvals: 2,
      destructive: { max_tables: 5, max_rows: 10 },
    });
  });

  it.each([
    ["https://us.posthog.com", "https://us.posthog.com"],
    ["https://us.posthog.com/", "https://us.posthog.com"],
    ["https://PostHog.example:8443", "https://posthog.example:8443"],
    ["http://localhost:8000", "http://localhost:8000"],
    ['"http://[::1]:8000"', "http://[::1]:8000"],
    ["http://127.0.0.1", "http://127.0.0.1"],
    ["http://127.1:8010", "http://127.0.0.1:8010"],
    ["http://0x7f.1", "http://127.0.0.1"],
  ])("takes the host %s as %s", (host, origin) => {
    const { value, diagnostics } = parse(project({ host }));

    expect(diagnostics).toEqual([]);
    expect(value?.targets[0]?.host).toBe(origin);
  });

  it.each([
    { behaviour: "http to another machine", changed: { host: "http://us.posthog.com" }, found: ["4:11 host-insecure"] },
    {
      behaviour: "http to a name that only looks like this machine",
      changed: { host: "http://localhost.example" },
      found: ["4:11 host-insecure"],
    },
    {
      behaviour: "http to a name that a resolver can point anywhere",
      changed: { host: "http://localhost." },
      found: ["4:11 host-insecure"],
    },
    {
      behaviour: "http to every address of this machine",
      changed: { host: "http://0.0.0.0:8010" },
      found: ["4:11 host-insecure"],
    },
    {
      behaviour: "http with this machine as the user",
      changed: { host: "http://127.0.0.1@us.posthog.com" },
      found: ["4:11 host-insecure"],
    },
    { behaviour: "a path", changed: { host: "https://us.posthog.com/api" }, found: ["4:11 host-invalid"] },
    { behaviour: "a query", changed: { host: "https://us.posthog.com?x" }, found: ["4:11 host-invalid"] },
    { behaviour: "a user", changed: { host: "https://me:S3cr3t@us.posthog.com" }, found: ["4:11 host-invalid"] },
    { behaviour: "no scheme", changed: { host: "us.posthog.com" }, found: ["4:11 host-invalid"] },
    { behaviour: "another scheme", changed: { host: "ftp://us.posthog.com" }, found: ["4:11 host-invalid"] },
    {
      behaviour: "a port that is none",
      changed: { host: "https://us.posthog.com:99999" },
      found: ["4:11 host-invalid"],
    },
    { behaviour: "a number of a project in quotes", changed: { project_id: '"1"' }, found: ["5:17 wrong-type"] },
    { behaviour: "project zero", changed: { project_id: "0" }, found: ["5:17 invalid-value"] },
    { behaviour: "half a project", changed: { project_id: "1.5" }, found: ["5:17 wrong-type"] },
    { behaviour: "a key for its name", changed: { api_key_env: "phx_S3cr3t" }, found: ["6:18 key-in-file"] },
    {
      behaviour: "a whole key for its name",
      changed: { api_key_env: `"phx_${"S3cr3t".repeat(7)}"` },
      found: ["6:18 key-in-file"],
    },
    { behaviour: "a name that is none", changed: { api_key_env: "S3cr3t-1" }, found: ["6:18 env-name-invalid"] },
    { behaviour: "a list for a name", changed: { api_key_env: "[S3cr3t]" }, found: ["6:18 env-name-invalid"] },
    { behaviour: "no sources", changed: { sources: "[]" }, found: ["7:14 empty-value"] },
    {
      behaviour: "sources outside",
      changed: { sources: "[../a.yaml, /a.yaml, w/../../a.yaml, 'w\\a.yaml', ..]" },
      found: ["7:15 file-outside", "7:26 file-outside", "7:35 file-outside", "7:51 file-outside", "7:63 file-outside"],
    },
  ])("has a diagnostic for $behaviour, and shows no secret", ({ changed, found }) => {
    const { diagnostics } = parse(project(changed));

    expect(places(diagnostics)).toEqual(found);
    expect(JSON.stringify(diagnostics)).not.toContain("S3cr3t");
  });

  it.each([
    { behaviour: "no targets", text: "version: 1\n", found: ["1:1 missing-field"] },
    { behaviour: "an empty list of targets", text: "version: 1\ntargets: {}\n", found: ["2:10 empty-value"] },
    { behaviour: "targets that are left out", text: "version: 1\ntargets:\n", found: ["2:1 missing-field"] },
    { behaviour: "no version", text: project({}).replace("version: 1\n", ""), found: ["1:1 missing-field"] },
    {
      behaviour: "all that a target lacks",
      text: "version: 1\ntargets:\n  a:\n    host: https://x\n",
      found: ["3:3 missing-field", "3:3 missing-field", "3:3 missing-field"],
    },
    {
      behaviour: "a name that would break addresses",
      text: project({}).replace("production", "a/b"),
      found: ["3:3 invalid-value"],
    },
    {
      behaviour: "a typo in the policy",
      text: project({}, "policy: { min_aprovals: 1 }\n"),
      found: ["8:11 unknown-field"],
    },
    {
      behaviour: "a value of the policy",
      text: project({}, "policy: { when_running: stop }\n"),
      found: ["8:25 invalid-value"],
    },
    {
      behaviour: "the trial as a default",
      text: project({}, "policy: { may_invalidate: enable }\n"),
      found: ["8:27 invalid-value"],
    },
    {
      behaviour: "a negative threshold",
      text: project({}, "policy: { destructive: { max_tables: -1 } }\n"),
      found: ["8:38 invalid-value"],
    },
    { behaviour: "YAML that is none", text: "targets: [\n", found: ["2:1 yaml-syntax"] },
  ])("has a diagnostic for $behaviour", ({ text, found }) => {
    expect(mistakesIn(text)).toEqual(found);
  });

  it.each([
    { behaviour: "to the letter", host: "https://us.posthog.com" },
    { behaviour: "written another way", host: "https://US.PostHog.com:443/" },
  ])("refuses two targets of one project, $behaviour", ({ host }) => {
    const { diagnostics } = parse(
      project({}, `  other: { host: "${host}", project_id: 1, api_key_env: K2, sources: [x.yaml] }\n`),
    );

    expect(places(diagnostics)).toEqual(["8:3 target-declared-twice"]);
    expect(diagnostics[0]?.message).toContain('target "production" (line 3)');
  });

  it("keeps the targets that are right beside the one that is wrong", () => {
    const { value } = parse(
      project(
        { host: "http://x.example" },
        "  other:\n    host: https://x.example\n    project_id: 2\n    api_key_env: K\n    sources: [a.yaml]\npolicy: { unlisted: ignore }\n",
      ),
    );

    expect(value?.targets.map(({ name }) => name)).toEqual(["other"]);
    expect(value?.policy.unlisted).toBe("ignore");
  });
});
