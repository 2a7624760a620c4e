/** Name of the check that a plan leaves on the head. */
export const PLAN_CHECK = "warehog/plan";
