const CANCELLED: ReadonlySet<string> = new Set([
  "Sync cancelled by user",
  "Sync stopped because syncing was turned off",
]);

/** The error of a run that somebody stopped: PostHog calls it Failed, and nothing is wrong with its table. */
export const isCancellation = (error: string | null): boolean => error !== null && CANCELLED.has(error);
