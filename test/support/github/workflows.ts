export const PLAN_WORKFLOW = ".github/workflows/warehog-plan.yml";
export const APPLY_WORKFLOW = ".github/workflows/warehog-apply.yml";
export const DRIFT_WORKFLOW = ".github/workflows/warehog-drift.yml";

/** As far as the action looks into them: that they are there, and whether somebody changes them. */
export const WORKFLOW_FILES: Readonly<Record<string, string>> = {
  [PLAN_WORKFLOW]: "name: warehog plan\n",
  [APPLY_WORKFLOW]: "name: warehog apply\n",
};
