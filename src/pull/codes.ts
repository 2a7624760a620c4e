/** What no file says after a pull, or what of a file it could not bring into line, where plans have no word for it. */
export const PULL_CODES = {
  "nothing-configured":
    "The tables have no sync type: PostHog found them, and nobody set them up. A pull writes down how tables sync, so there is nothing to write of them. Set them up in PostHog and pull, or declare them by hand and apply.",
  "not-declarable":
    "PostHog holds a value, or a name, that the files cannot say: nothing at all where a value is needed, or a value of another version. The field is left out, so it stays as it is; where defaults or a rule say it all the same, a plan shows the difference. Set a usual value in PostHog, or declare one and apply.",
  "not-editable":
    "The file is written in a way that a pull cannot change without the risk of breaking something else: an unusual key, or anchors that depend on each other. It was left as it is. `warehog plan` says what differs; change the file by hand.",
  "no-place":
    "The target's `sources` name single files, and a source of the project stands in none of them. Add a pattern, for example `warehouse/*.yaml`, and pull again.",
} as const satisfies Readonly<Record<string, string>>;

/** What a pull and a plan say alike. */
export const SHARED_CODES = [
  "ambiguous-name",
  "direct-query",
  "legacy-1min",
  "not-discovered",
  "not-visible",
  "source-ambiguous",
  "source-not-found",
  "sync-type-missing",
  "unknown-value",
] as const;

export type PullCode = keyof typeof PULL_CODES | (typeof SHARED_CODES)[number];
