import type { SyncType } from "../state.js";

/** All that there were. A table that a newer server has left behind with another one shows none. */
const SYNC_TYPES = ["full_refresh", "incremental", "append"] as const satisfies readonly SyncType[];

export type SyncTypeOf2025 = (typeof SYNC_TYPES)[number];

export const syncTypeOf2025 = (type: unknown): SyncTypeOf2025 | undefined => SYNC_TYPES.find((known) => known === type);
