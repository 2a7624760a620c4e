import type { Generation } from "./generation.js";
import { ROUTES_OF_2025 } from "./generation-2025/routes.js";
import type { Route } from "./route.js";
import { AROUND_ROUTES } from "./routes/around.js";
import { SCHEMA_ROUTES } from "./routes/schemas.js";
import { SOURCE_ROUTES } from "./routes/sources.js";

/** A path that stands here with other methods answers 405; one that does not stands for nothing and answers 404. */
export const ROUTES: Readonly<Record<Generation, readonly Route[]>> = {
  newest: [...SCHEMA_ROUTES, ...SOURCE_ROUTES, ...AROUND_ROUTES],
  "2025": ROUTES_OF_2025,
};
