/** One line of the doctor: what was looked at, and what to do where it is not well. */
export type Check = { readonly check: CheckName; readonly says: string } & (
  | { readonly state: "good" }
  /** bad: commands fail on it; warning: they do not, or it could not be looked at */
  | { readonly state: "warning" | "bad"; readonly remedy: string }
);

/** In the order in which they are shown. */
export const CHECKS = [
  "files",
  "schema-comments",
  "journal",
  "git-ignore",
  "host",
  "key",
  "project",
  "scope-read",
  "scope-write",
  "server",
  "sources",
  "rate-limit",
  "clock",
] as const;
export type CheckName = (typeof CHECKS)[number];

export const good = (check: CheckName, says: string): Check => ({ check, state: "good", says });
export const warning = (check: CheckName, says: string, remedy: string): Check => ({
  check,
  state: "warning",
  says,
  remedy,
});
export const bad = (check: CheckName, says: string, remedy: string): Check => ({ check, state: "bad", says, remedy });

/** Nobody knows, because something else has to be mended first. */
export const notChecked = (checks: readonly CheckName[], why: string): readonly Check[] =>
  checks.map((check) => warning(check, "not checked", why));
