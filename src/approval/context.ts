/** What a pull request is held against. */
export interface GateContext {
  /** before the merge, what only a merge can break is not raised */
  readonly stage: "before-merge" | "merged";
  readonly repositoryId: number;
  /** the configured branch, without refs/heads/ */
  readonly branch: string;
  /** path of the plan workflow in the repository */
  readonly planWorkflow: string;
  readonly target: string;
}
