import { Octokit } from "octokit";
import type { Clock } from "../../executor/ports.js";
import type { Known } from "../../model/github/known.js";
import { unknownOf } from "./failed-call.js";
import { patientFetch } from "./patient-fetch.js";
import type { Fetch } from "./patient-fetch.js";

/** The last version whose pull requests tell merge_commit_sha. Octokit sends none by itself. */
const API_VERSION = "2022-11-28";
const TIMEOUT_MS = 60_000;

export interface ClientSettings {
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  readonly version: string;
  readonly clock: Clock;
  readonly onWait: (call: string, ms: number) => void;
  readonly fetch?: Fetch;
}

/** One repository on GitHub. */
export interface Client {
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly graphqlUrl: string;
  readonly clock: Clock;
  /** Asks, and says why nothing is known where the call failed. Exceptions of another kind are bugs and go on. */
  ask<T>(call: (api: Octokit) => Promise<T>): Promise<Known<T>>;
}

/** As many as GitHub gives at once. */
export const PAGE = 100;

const silent = (): void => undefined;

/** The one place where Octokit is made. */
export function createClient(settings: ClientSettings): Client {
  const { owner, repo, token, apiUrl, graphqlUrl, version, clock, onWait, fetch = globalThis.fetch } = settings;
  const api = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `warehog/${version}`,
    // It would write addresses to the log of the job.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    // Both wait on the machine's clock, and space writes out by seconds.
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { fetch: patientFetch(fetch, { clock, timeoutMs: TIMEOUT_MS, onWait }) },
  });
  api.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = API_VERSION;
  });
  return {
    repo: { owner, repo },
    graphqlUrl,
    clock,
    async ask(call) {
      try {
        return { known: true, value: await call(api) };
      } catch (error) {
        return unknownOf(error);
      }
    },
  };
}
