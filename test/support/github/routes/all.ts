import type { Route } from "../route.js";
import { checkRoutes } from "./checks.js";
import { pullRoutes } from "./pulls.js";
import { repositoryRoutes } from "./repository.js";
import { runRoutes } from "./runs.js";
import { threadRoutes } from "./threads.js";

const routes = { ...pullRoutes, ...threadRoutes, ...repositoryRoutes, ...checkRoutes, ...runRoutes };

/** By GitHub's own name of the operation. */
export type RestOperation = keyof typeof routes;

export const routeOf = (operation: RestOperation): Route => routes[operation];

export const isRoute = (operation: string): operation is RestOperation => operation in routes;

export const operationsPlayed = Object.keys(routes) as readonly RestOperation[];
