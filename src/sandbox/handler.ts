import type { ApiKey } from "./state.js";
import type { World } from "./world.js";

export interface ApiRequest {
  readonly world: World;
  readonly method: string;
  readonly projectId: number;
  readonly key: ApiKey;
  /** What the route's pattern caught, e.g. `id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Where this request went, as `next` and `previous` of a page name it. */
  readonly url: URL;
  /** The decoded JSON, undefined without a body. Reading it throws ApiError 400 for a body that is not JSON. */
  readonly body: unknown;
  /** Unix ms. */
  readonly now: number;
}

export interface Reply {
  readonly status: number;
  /** Absent: an empty body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Synchronous, so that a request is atomic. Throws ApiError for every refusal. */
export type Handler = (request: ApiRequest) => Reply;
