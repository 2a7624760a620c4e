/** Why a comparison over time could not be made. */
export const DRIFT_CODES = {
  "since-unknown":
    "Git has no commit of the name that --since gives, in this clone. Name a commit, branch or tag that is here; in a shallow clone `git fetch --unshallow` brings the older ones.",
  "since-unusable":
    "The commit that --since names does not say what was applied: it holds no project file here, one with mistakes, or not this target. Name another, or leave --since out.",
} as const satisfies Readonly<Record<string, string>>;
