import matchesSchema from "../generated/plan.js";
import { PLAN_VERSION, RULES_VERSION, type Plan } from "../model/plan.js";
import { err, ok, type Result } from "../model/result.js";
import { checksumOf, digestOf, itemHash, itemId } from "./identity.js";

export interface PlanFileError {
  readonly code: "plan-version" | "plan-invalid" | "plan-edited";
  readonly message: string;
  readonly hint: string;
}

const AGAIN = "make the plan again: warehog plan --out plan.json";

const invalid = (message: string): Result<never, PlanFileError> => err({ code: "plan-invalid", message, hint: AGAIN });

const edited = (what: string): Result<never, PlanFileError> =>
  err({
    code: "plan-edited",
    message: `${what} does not agree with the rest of the plan, so what was approved is not what would be done`,
    hint: `a plan is never edited: change the YAML and ${AGAIN}`,
  });

function parse(text: string): Result<unknown, PlanFileError> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return invalid("the plan file is not JSON");
  }
}

const versionOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;

/**
 * Reads what `warehog plan --out` wrote.
 *
 * @returns the plan; or plan-version (made by other rules: an older approval covers nothing), plan-invalid (no plan at all),
 *   plan-edited (checksum, ids, hashes or digest do not follow from the content)
 */
export function readPlan(text: string): Result<Plan, PlanFileError> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const version = versionOf(value, "version");
  if (version === undefined) return invalid("the file is no plan of Warehog's");
  if (version !== PLAN_VERSION) return otherVersion("format version", version, PLAN_VERSION);
  if (!isPlan(value)) return invalid(`the plan file does not hold what a plan holds${where()}`);
  if (value.rules_version !== RULES_VERSION) return otherVersion("rules version", value.rules_version, RULES_VERSION);
  const { checksum, ...plan } = value;
  return checksum === checksumOf(plan) ? untouched(plan) : edited("the checksum");
}

const otherVersion = (what: string, found: unknown, known: number): Result<never, PlanFileError> =>
  err({
    code: "plan-version",
    message: `the plan has ${what} ${JSON.stringify(found)}, and this Warehog carries out ${known}`,
    hint: AGAIN,
  });

/** The generated validator mirrors the type; a test holds the two together. */
const isPlan = (value: unknown): value is Plan & { readonly checksum: string } => matchesSchema(value);

function where(): string {
  const first = matchesSchema.errors?.[0];
  if (first === undefined) return "";
  const path = first.instancePath === "" ? "the top" : first.instancePath.slice(1).replaceAll("/", ".");
  return ` (at ${path}: ${first.message ?? first.keyword})`;
}

function untouched(plan: Plan): Result<Plan, PlanFileError> {
  const { target, items } = plan;
  for (const item of items) {
    if (item.id !== itemId(target, item)) return edited(`the id of ${item.address}`);
    if (item.hash !== itemHash(target, item)) return edited(`the hash of ${item.address}`);
  }
  return plan.digest === digestOf(items) ? ok(plan) : edited("the digest");
}
