import type { Server } from "./state.js";

/** Which server is emulated. `2025` is the one from before scoped keys could change tables and before most of the fields. */
export type Generation = "2025" | "newest";

/** Read from `server.extensions.generation`; whatever is not known there is the newest. */
export const generationOf = ({ extensions }: Server): Generation =>
  extensions?.["generation"] === "2025" ? "2025" : "newest";
