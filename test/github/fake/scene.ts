import { Octokit } from "octokit";
import { onTestFinished } from "vitest";
import { startFakeGitHub } from "../../support/github/fake-github.js";
import type { FakeGitHub, FakeOptions } from "../../support/github/fake-github.js";

export interface Asking {
  readonly gh: FakeGitHub;
  /** one request as the product sends it; a status that says no is an answer too */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly octokit: Octokit;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** undefined: none */
  readonly body: unknown;
}

export const HEADERS = { "x-github-api-version": "2022-11-28", "user-agent": "warehog" };

/** A GitHub with three people, a branch and one open pull request, #1 from ada. */
export async function scene(options?: FakeOptions): Promise<Asking> {
  const gh = await startFakeGitHub(options);
  onTestFinished(() => gh.close());
  gh.person("ada", "write");
  gh.person("ben", "admin");
  gh.person("eve", "read");
  gh.push("main", sha("a"), "ben");
  gh.openPull({ by: "ada", head: { ref: "orders", sha: sha("1") }, files: ["warehouse/orders.yaml"] });
  return {
    gh,
    octokit: new Octokit({ auth: gh.token, baseUrl: gh.url }),
    async ask(method, path, body) {
      const headers = { ...HEADERS, authorization: `Bearer ${gh.token}` };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${gh.url}${path}`, { method, headers, ...sent, redirect: "manual" });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
    },
  };
}

/** Forty times the same digit. */
export const sha = (digit: string): string => digit.repeat(40);

export const REPO = "/repos/acme/shop";
