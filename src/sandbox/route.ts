import type { Handler } from "./handler.js";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the project, without slashes at either end; `:id` catches one segment. */
  readonly path: string;
  readonly scope: Scope;
  readonly handler: Handler;
}

/** What a key has to hold, all of it; `none`: an action that no scope opens. */
export type Scope = "none" | readonly ScopeName[];

type ScopeName = `${string}:${"read" | "write"}`;

export const SOURCE_READ = ["external_data_source:read"] as const satisfies Scope;
export const SOURCE_WRITE = ["external_data_source:write"] as const satisfies Scope;

export const route = (method: Route["method"], path: string, scope: Scope, handler: Handler): Route => ({
  method,
  path,
  scope,
  handler,
});
