import type { Declarable } from "./declarable.js";

/** What a reader should know of a value that the file cannot hold; undefined for most tables. */
export const remarkOn = ({ legacyFrequency }: Declarable): string | undefined =>
  legacyFrequency
    ? "sync_frequency: 5min # in place of the old 1min, which PostHog still holds here and offers no more"
    : undefined;
